import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from '../../src/passwords/decode-base64.ts';

test('what Node encodes is decoded, with padding and without', () => {
  assert(
    property(uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(decodeBase64(text, { padded: true })).toEqual(Buffer.from(bytes));
      expect(decodeBase64(text.replaceAll('=', ''), { padded: false })).toEqual(Buffer.from(bytes));
    }),
  );
});

test('line ends are nothing, wherever they stand', () => {
  expect(decodeBase64('\nQ\r\nQ=\n=\r', { padded: true }).toString()).toBe('A');
});

test('bits that no byte uses have to be zero, unless leniency was asked for', () => {
  expect(() => decodeBase64('QX==', { padded: true })).toThrow('illegal base64 data at input byte 2');
  expect(decodeBase64('QX==', { padded: true, strict: false }).toString()).toBe('A');
});

test.each([
  ['QQ', true, 0],
  ['QUI', true, 0],
  ['QUJD-_', true, 4],
  ['QUJD QUJD', true, 4],
  ['QQ=', true, 3],
  ['QQ=A', true, 2],
  ['QQ==A', true, 4],
  ['=', true, 0],
  ['Q===', true, 1],
  ['QUJDé', true, 4],
  ['Q', false, 0],
  ['QQ==', false, 2],
])('of "%s" (padded: %s) byte %i is the first that is illegal', (text, padded, position) => {
  expect(() => decodeBase64(text, { padded })).toThrow(`illegal base64 data at input byte ${position}`);
});
