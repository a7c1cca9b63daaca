import { createHmac } from 'node:crypto';
import { readHmac } from './read-hmac.ts';
import { isSameDigest } from './same-digest.ts';

/**
 * Compares with `$hmac-<algorithm>$digest$key`, padded base64. The digest is encoded twice: as hexadecimal text
 * in small letters, and that in base64.
 */
export async function verifyHmac(password: Buffer, hash: string): Promise<boolean> {
  const { algorithm, digest, key } = readHmac(hash);
  const computed =
    algorithm === 'md4'
      ? await hmacMd4(password, key)
      : createHmac(algorithm, key).update(password).digest('hex');
  return isSameDigest(digest, Buffer.from(computed));
}

// OpenSSL has MD4 among its legacy algorithms only, which Node does not load.
async function hmacMd4(password: Buffer, key: Buffer): Promise<string> {
  const { createHMAC, createMD4 } = await import('hash-wasm');
  return (await createHMAC(createMD4(), key)).update(password).digest('hex');
}
