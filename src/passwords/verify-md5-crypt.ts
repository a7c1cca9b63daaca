import { md5CryptText } from './md5-crypt.ts';
import { isSameDigest } from './same-digest.ts';
import { malformedHash } from './unmatchable-hash.ts';

/**
 * Compares with `$md5-crypt$salt$digest`, which is the `$1$` of crypt(3) under another prefix. Unlike crypt(3),
 * Kratos does not cut the salt after 8 bytes.
 */
export function verifyMd5Crypt(password: Buffer, hash: string): boolean {
  const [, , salt = '', text, ...excess] = hash.split('$');
  if (text === undefined || excess.length > 0) {
    throw malformedHash('md5crypt decode error: provided encoded hash has an invalid format');
  }
  return isSameDigest(Buffer.from(text), Buffer.from(md5CryptText('$1$', password, Buffer.from(salt))));
}
