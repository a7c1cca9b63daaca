import { createHash } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/** Compares with LDAP's `{SSHA}`, `{SSHA256}` or `{SSHA512}` before the padded base64 of digest and salt. The salt cannot be empty. */
export function verifySsha(password: Buffer, hash: string): boolean {
  const [prefix, bits = '1'] = /^\{SSHA(256|512)?\}/.exec(hash) ?? [''];
  const decoded = decode(hash.slice(prefix.length));
  const length = digestLengths.get(bits) ?? 0;
  if (decoded.length <= length) throw malformedHash();
  const computed = createHash(`sha${bits}`).update(password).update(decoded.subarray(length)).digest();
  return isSameDigest(decoded.subarray(0, length), computed);
}

const digestLengths = new Map([
  ['1', 20],
  ['256', 32],
  ['512', 64],
]);

// Kratos does not tell where the base64 is wrong.
function decode(text: string): Buffer {
  try {
    return decodeBase64(text, { padded: true, strict: false });
  } catch (error) {
    throw error instanceof UnmatchableHashError ? malformedHash() : error;
  }
}
