import { expect, test } from 'vitest';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { fixtureFiles, fixtureText, type HashFixture, readHashFixtures } from './hash-fixtures.ts';

const fixtures = fixtureFiles.flatMap((file) => readHashFixtures(file));

/** Of the others a length is whatever the operators of the system chose it to be. */
const lengthsAreFixed = /^(?:bcrypt|crypt|devise|django|md5|phpass|sha1|sha256|sha512|werkzeug)$/;
const ofFixedLength = fixtures.filter(
  (fixture) => lengthsAreFixed.test(fixture.kind) && !/^(?:argon2|plain)\$/.test(fixtureText(fixture)),
);

test.each([1, 4])('a hash that lost its last characters, %i of them, is refused', (lost) => {
  expect(ofFixedLength.length).toBeGreaterThan(200);
  const taken = ofFixedLength.filter((fixture) => {
    const text = fixtureText(fixture).replace(/=+$/, '').slice(0, -lost);
    return !['refused', 'nothing'].includes(convertHash(fixture.kind, text, fixture.settings).to);
  });
  expect(taken).toEqual([]);
});

test('the spaces that a column of fixed width puts behind a hash are dropped', () => {
  const texts = fixtures.filter(({ input, kind }) => typeof input === 'string' && kind !== 'ldap');
  const hashes = texts.filter((fixture) => !/^(?:plain\$|\{(?:PLAIN|noop)\})/.test(fixtureText(fixture)));
  expect(hashes.map((fixture) => converted(fixture, `${fixtureText(fixture)}   \r\n`))).toEqual(
    hashes.map((fixture) => converted(fixture, fixtureText(fixture))),
  );
});

test.each(['django', 'wordpress', 'bcrypt', 'crypt', 'aspnet', 'sha256', 'supabase'])(
  'a NUL or a line end within a hash of %s is refused',
  (kind) => {
    const whole = fixtures.filter((fixture) => fixture.kind === kind && fixtureText(fixture).length > 12);
    const results = whole.flatMap((fixture) =>
      ['\0', '\n', '\t'].map((intruder) => {
        const text = fixtureText(fixture);
        return converted(fixture, `${text.slice(0, 12)}${intruder}${text.slice(12)}`);
      }),
    );
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(
      new Set([
        '{"to":"refused","reason":"the hash has a NUL, a tab or a line end in it: give it as it is stored"}',
      ]),
    );
  },
);

function converted(fixture: HashFixture, text: string): unknown {
  return convertHash(fixture.kind, text, fixture.settings);
}
