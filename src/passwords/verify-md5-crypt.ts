import { md5CryptText } from './md5-crypt.ts';
import { readMd5Crypt } from './read-md5-crypt.ts';
import { isSameDigest } from './same-digest.ts';

/**
 * Compares with `$md5-crypt$salt$digest`, which is the `$1$` of crypt(3) under another prefix. Unlike crypt(3),
 * Kratos does not cut the salt after 8 bytes.
 */
export function verifyMd5Crypt(password: Buffer, hash: string): boolean {
  const { salt, digest } = readMd5Crypt(hash);
  return isSameDigest(Buffer.from(digest), Buffer.from(md5CryptText('$1$', password, Buffer.from(salt))));
}
