import { expect, test } from 'vitest';
import {
  compareKratosVersions,
  formatKratosVersion,
  measuredVersion,
  parseKratosVersion,
} from '../../src/passwords/kratos-version.ts';

test.each([
  ['v26.2.0', 'v26.2.0'],
  ['26.2.0', 'v26.2.0'],
  ['26.2', 'v26.2.0'],
  ['v0.11', 'v0.11.0'],
  ['v0.9.0-alpha.3', 'v0.9.0'],
  ['v25.4.0+build.7', 'v25.4.0'],
  [' v1.3.1\n', 'v1.3.1'],
])('"%s" is %s', (text, version) => {
  const parsed = parseKratosVersion(text);
  expect(parsed && formatKratosVersion(parsed)).toBe(version);
});

test.each([
  '',
  'v',
  '26',
  'master',
  'latest',
  '9d7085948',
  '26.2.0.1',
  'v26.2.x',
  '1.2.3 4',
  `1.${'9'.repeat(7)}`,
])('"%s" is no release', (text) => {
  expect(parseKratosVersion(text)).toBeUndefined();
});

test('releases are ordered by their numbers', () => {
  const versions = ['26.2.0', '1.3.1', '0.13.0', '25.4.0', '1.10.0', '0.9.0', '26.2.1', '1.3.0'];
  const parsed = versions.map((text) => parseKratosVersion(text) ?? measuredVersion);
  expect(parsed.toSorted(compareKratosVersions).map(formatKratosVersion)).toEqual([
    'v0.9.0',
    'v0.13.0',
    'v1.3.0',
    'v1.3.1',
    'v1.10.0',
    'v25.4.0',
    'v26.2.0',
    'v26.2.1',
  ]);
});
