import { anything, array, assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { convertAuth0 } from '../../../src/passwords/convert/convert-auth0.ts';
import { convertClerk } from '../../../src/passwords/convert/convert-clerk.ts';
import { convertFirebase } from '../../../src/passwords/convert/convert-firebase.ts';
import { convertFusionauth } from '../../../src/passwords/convert/convert-fusionauth.ts';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { convertKeycloak } from '../../../src/passwords/convert/convert-keycloak.ts';
import { convertOkta } from '../../../src/passwords/convert/convert-okta.ts';
import { convertPassportLocalMongoose } from '../../../src/passwords/convert/convert-passport-local-mongoose.ts';
import { convertPassport } from '../../../src/passwords/convert/convert-passport.ts';
import { convertSymfony } from '../../../src/passwords/convert/convert-symfony.ts';
import { conversionKinds } from '../../../src/passwords/convert/conversion-kinds.ts';
import type { Conversion } from '../../../src/passwords/convert/conversion.ts';
import { recogniseKind } from '../../../src/passwords/convert/recognise-kind.ts';
import { inspectHash } from '../../../src/passwords/inspect-hash.ts';
import { measuredVersion } from '../../../src/passwords/kratos-version.ts';
import { fixtureFiles, fixtureText, type HashFixture, readHashFixtures } from './hash-fixtures.ts';

const fixtures = fixtureFiles.flatMap((file) => readHashFixtures(file));
const kinds = constantFrom(...conversionKinds);

test('whatever the text, a conversion has an end with a reason, and nothing is thrown', () => {
  const texts = string({
    unit: constantFrom(...Array.from('$={}:,/.+-_!*\0\n aAf059é"\\'), '$2b$', '{SSHA}', '{"'),
  });
  assert(
    property(kinds, texts, (kind, text) => {
      expectSound(convertHash(kind, text), '');
      recogniseKind(text);
    }),
    { numRuns: 2000 },
  );
});

test('a hash of any kind, given as one of any other, is converted soundly or refused', () => {
  assert(
    property(kinds, constantFrom(...fixtures), (kind, fixture) => {
      expectSound(convertHash(kind, fixtureText(fixture)), secretOf(fixture));
    }),
    { numRuns: 2000 },
  );
});

test('a damaged hash is converted soundly or refused, and no reason repeats any of it', () => {
  const cuts = property(
    constantFrom(...fixtures),
    integer({ min: 0, max: 600 }),
    string({ maxLength: 3 }),
    (fixture, place, inserted) => {
      const text = fixtureText(fixture);
      const damaged = `${text.slice(0, place)}${inserted}${text.slice(place + 1)}`;
      expectSound(convertHash(fixture.kind, damaged, fixture.settings), secretOf(fixture));
    },
  );
  assert(cuts, { numRuns: 3000 });
});

const objects = [
  convertAuth0,
  convertClerk,
  convertFirebase,
  convertFusionauth,
  convertKeycloak,
  convertOkta,
  convertPassport,
  convertPassportLocalMongoose,
  convertSymfony,
];

test('whatever stands in the fields of an object, nothing is thrown', () => {
  const structured = fixtures.flatMap(({ input }) => (typeof input === 'string' ? [] : [input]));
  assert(
    property(
      constantFrom(...objects),
      constantFrom(...structured),
      array(anything({ withNullPrototype: true, withBigInt: true }), { maxLength: 6 }),
      integer({ min: 0, max: 5 }),
      (convert, input, values, skipped) => {
        const names = Object.keys(input).slice(skipped);
        const changed = names.map((name, index) => [name, values[index] ?? input[name]]);
        expectSound(convert({ ...input, ...Object.fromEntries(changed) }), '');
      },
    ),
    { numRuns: 3000 },
  );
});

function expectSound(conversion: Conversion, secret: string): void {
  expect(isSound(conversion)).toBe(true);
  const words = Object.entries(conversion).filter(([name]) => name === 'reason' || name === 'caution');
  for (const [, text] of words) expect(text.length).toBeGreaterThan(8);
  expect(words.filter(([, text]) => secret !== '' && text.includes(secret))).toEqual([]);
}

function isSound(conversion: Conversion): boolean {
  return conversion.to !== 'kratos' || inspectHash(conversion.hash, measuredVersion).canMatch;
}

/** Twelve characters of what must not be repeated: of the last digest, salt or key, which has digits and is no format's name. */
function secretOf(fixture: HashFixture): string {
  const words = fixtureText(fixture).match(/[./+\w-]{20,}/g) ?? [];
  const runs = words.filter((word) => !/^[a-z\d]+(?:_[a-z\d]+)+$/.test(word));
  return runs.map((run) => run.slice(-13, -1)).findLast((run) => /\d.*\d/.test(run)) ?? '';
}
