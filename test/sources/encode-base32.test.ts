import { expect, test } from 'vitest';
import { encodeBase32 } from '../../src/sources/encode-base32.ts';

/** RFC 4648, section 10, without the padding. */
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j in base32 is %j', (text, encoded) => {
  expect(encodeBase32(Buffer.from(text))).toBe(encoded);
});
