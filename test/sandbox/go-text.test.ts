import { expect, test } from 'vitest';
import { goLowerCase, goTrim } from '../../src/sandbox/go-text.ts';

test.each([
  ['ADA Lovelace', 'ada lovelace'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
  ['İstanbul', 'istanbul'],
  ['STRAßE', 'straße'],
  ['𐐀', '𐐨'],
])('%s is %s in lower case', (text, lower) => {
  expect(goLowerCase(text)).toBe(lower);
});

test.each([
  [' \t\n x y \u00A0\u3000', 'x y'],
  ['\u0085x\u0085', 'x'],
  ['\uFEFFx\uFEFF', '\uFEFFx\uFEFF'],
  ['\u200Bx', '\u200Bx'],
  [' \n ', ''],
])('%j without white space around it is %j', (text, trimmed) => {
  expect(goTrim(text)).toBe(trimmed);
});
