import { createHash } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { readTemplatedHash } from './read-templated-hash.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash } from './unmatchable-hash.ts';

/** Compares with `$md5$digest` or `$md5$pf=template$salt$digest`, where the base64 is of the 16 bytes, not of their hex text. */
export function verifyMd5(password: Buffer, hash: string): boolean {
  const { message, digest } = readMd5(password, hash.split('$').slice(2));
  return isSameDigest(digest, createHash('md5').update(message).digest());
}

function readMd5(password: Buffer, fields: readonly string[]): { message: Buffer; digest: Buffer } {
  const [first = '', salt = '', digest = ''] = fields;
  if (fields.length === 1) return { message: password, digest: decodeBase64(first, { padded: true }) };
  if (fields.length === 3) return readTemplatedHash([first, salt, digest], password);
  throw malformedHash();
}
