import { expect, test } from 'vitest';
import { recogniseKind } from '../../../src/passwords/convert/recognise-kind.ts';
import { convertFixture, fixtureFiles, fixtureText, readHashFixtures } from './hash-fixtures.ts';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';

const fixtures = fixtureFiles.flatMap((file) => readHashFixtures(file));

test('what is recognised is converted as what it was said to be', () => {
  const recognised = fixtures.flatMap((fixture) => {
    const kind = recogniseKind(fixtureText(fixture));
    return kind === undefined || fixture.settings !== undefined ? [] : [{ fixture, kind }];
  });
  expect(recognised.length).toBeGreaterThan(500);
  for (const { fixture, kind } of recognised) {
    expect(convertHash(kind, fixtureText(fixture)), `${fixture.madeBy}, as ${kind}`).toEqual(
      convertFixture(fixture),
    );
  }
});

test.each([
  '',
  'correct horse',
  '3cb4e732631f47e6eb961f34554b7cde',
  '2f9e53523b62abc141a2b4d6019d23cba835dbd0',
  'md5$salt$3cb4e732631f47e6eb961f34554b7cde',
  'sha1$salt$2f9e53523b62abc141a2b4d6019d23cba835dbd0',
  '$sha1$1234$saltsalt$ZbViOHyeqAMwcwihTZPXROlauS4L',
  'abiQ6Ep3EYTHc',
  '{"name":"ada"}',
  '{"half":',
  'AAAA',
])('%s may be several things, or nothing', (text) => {
  expect(recogniseKind(text)).toBeUndefined();
});
