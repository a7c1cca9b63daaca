import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { readPbkdf2 } from './read-pbkdf2.ts';
import { isSameDigest } from './same-digest.ts';
import { UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with `$pbkdf2-<digest>$i=<iterations>,l=<length>$salt$key`, base64 without padding. The key's own
 * length counts, `l` does not. sha224 and sha384 are SHA-3; a digest that Kratos does not know is SHA-256.
 * An empty key matches every password, as it does in Kratos.
 */
export async function verifyPbkdf2(password: Buffer, hash: string): Promise<boolean> {
  const { algorithm, iterations, decode } = readPbkdf2(hash);
  const { salt, key } = decode();
  if (key.length === 0) return true;
  return isSameDigest(key, await derive(password, salt, possible(iterations), key.length, algorithm));
}

const derive = promisify(pbkdf2);

/** None is one to Kratos. Above 31 bits takes hours there, and OpenSSL takes no such number. */
function possible(iterations: number): number {
  if (iterations >= 2 ** 31) {
    throw new UnmatchableHashError(
      'not-computed',
      'more than 2147483647 iterations of pbkdf2 are not tried here',
    );
  }
  return Math.max(1, iterations);
}
