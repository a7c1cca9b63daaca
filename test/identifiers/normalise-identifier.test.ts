import { expect, test } from 'vitest';
import { normaliseIdentifier } from '../../src/identifiers/normalise-identifier.ts';
import { goLowerCase, goTrim } from '../../src/sandbox/go-text.ts';

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada@Example.COM\t', 'ada@example.com'],
  ['ADA', 'ada'],
  ['+49 30 1234', '+49 30 1234'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
  ['İstanbul', 'istanbul'],
  ['\u0085\u00A0x\u3000', 'x'],
  ['\uFEFFx', '\uFEFFx'],
  [' \n ', ''],
  ['', ''],
])('%j is compared as %j', (typed, normalised) => {
  expect(normaliseIdentifier(typed)).toBe(normalised);
  expect(goLowerCase(goTrim(typed))).toBe(normalised);
});

test('much white space takes no long', () => {
  expect(normaliseIdentifier(`${' '.repeat(60_000)}x${' '.repeat(60_000)}y`)).toHaveLength(60_002);
});
