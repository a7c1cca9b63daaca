import { malformedHash } from '../unmatchable-hash.ts';

/** The bytes of a base64 text of the standard alphabet, padded or not. Throws UnmatchableHashError, naming it `what`. */
export function base64Bytes(text: string, what: string): Buffer {
  const digits = text.replace(/={1,2}$/, '');
  if (/^[A-Za-z0-9+/]*$/.test(digits) && digits.length % 4 !== 1) return Buffer.from(digits, 'base64');
  throw malformedHash(`its ${what} is not base64`);
}
