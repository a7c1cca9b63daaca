import { expect, test } from 'vitest';
import { illegalBase64At } from '../../src/sandbox/go-base64.ts';

test.each(['', 'AAAA', 'AA==', 'AAA=', 'AA\nAA', 'A\r\nAAA', 'AA=\n=\n', '+/09'])('%j is base64', (text) => {
  expect(illegalBase64At(text)).toBeUndefined();
});

test.each([
  ['A', 0],
  ['AAAAA', 4],
  ['AA', 0],
  ['AA-_', 2],
  ['AAAAé', 4],
  ['=', 0],
  ['A=', 1],
  ['AA=', 3],
  ['AA=A', 2],
  ['AA==A', 4],
  ['AAA=A', 4],
])('%j is none from byte %i on', (text, at) => {
  expect(illegalBase64At(text)).toBe(at);
});
