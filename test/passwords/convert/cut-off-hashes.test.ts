import { expect, test } from 'vitest';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { fixtureFiles, fixtureText, readHashFixtures } from './hash-fixtures.ts';

const fixtures = fixtureFiles.flatMap((file) => readHashFixtures(file));

/** What else is told by its length alone is a key of a length that the system lets its operators choose. */
const fixedLengths = fixtures.filter(
  ({ kind, input }) =>
    ['bcrypt', 'crypt', 'devise', 'django', 'md5', 'phpass', 'sha1', 'sha256', 'sha512', 'werkzeug'].includes(
      kind,
    ) && !/^(?:argon2|plain)\$/.test(String(input)),
);

test('a hash that lost its last character, or its last four, is refused', () => {
  expect(fixedLengths.length).toBeGreaterThan(200);
  for (const fixture of fixedLengths) {
    for (const lost of [1, 4]) {
      const text = fixtureText(fixture).replace(/=+$/, '').slice(0, -lost);
      expect(convertHash(fixture.kind, text, fixture.settings).to, fixture.madeBy).toMatch(/refused|nothing/);
    }
  }
});

test('a column of fixed width adds spaces to a hash, which are dropped', () => {
  for (const fixture of fixtures.filter(({ input, kind }) => typeof input === 'string' && kind !== 'ldap')) {
    const padded = convertHash(fixture.kind, `${fixtureText(fixture)}   \r\n`, fixture.settings);
    expect(padded.to === 'plain' ? undefined : padded).toEqual(
      padded.to === 'plain' ? undefined : convertHash(fixture.kind, fixtureText(fixture), fixture.settings),
    );
  }
});

test.each(['django', 'wordpress', 'bcrypt', 'crypt', 'aspnet', 'sha256', 'supabase'] as const)(
  'a NUL or a line end within a hash of %s is refused',
  (kind) => {
    for (const fixture of fixtures.filter((one) => one.kind === kind)) {
      for (const intruder of ['\0', '\n', '\t']) {
        const text = `${fixtureText(fixture).slice(0, 12)}${intruder}${fixtureText(fixture).slice(12)}`;
        if (fixtureText(fixture).length > 12) {
          expect(convertHash(kind, text, fixture.settings)).toEqual({
            to: 'refused',
            reason: 'the hash has a NUL, a tab or a line end in it: give it as it is stored',
          });
        }
      }
    }
  },
);
