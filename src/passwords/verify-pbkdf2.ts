import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeBase64 } from './decode-base64.ts';
import { isSameDigest } from './same-digest.ts';
import { scanNumbers } from './scan-parameters.ts';
import { malformedHash, UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with `$pbkdf2-<digest>$i=<iterations>,l=<length>$salt$key`, base64 without padding. The key's own
 * length counts, `l` does not. sha224 and sha384 are SHA-3; a digest that Kratos does not know is SHA-256.
 * An empty key matches every password, as it does in Kratos.
 */
export async function verifyPbkdf2(password: Buffer, hash: string): Promise<boolean> {
  const [, algorithm = '', parameters = '', saltText = '', keyText, ...excess] = hash.split('$');
  if (keyText === undefined || excess.length > 0) throw malformedHash();
  const [iterations] = scanNumbers(parameters, [
    ['i', 32],
    ['l', 32],
  ]);
  const salt = decodeBase64(saltText, { padded: false });
  const key = decodeBase64(keyText, { padded: false });
  if (key.length === 0) return true;
  const digest = digests.get(algorithm) ?? 'sha256';
  return isSameDigest(key, await derive(password, salt, iterationsOf(iterations), key.length, digest));
}

const derive = promisify(pbkdf2);

const digests = new Map([
  ['pbkdf2-sha1', 'sha1'],
  ['pbkdf2-sha224', 'sha3-224'],
  ['pbkdf2-sha256', 'sha256'],
  ['pbkdf2-sha384', 'sha3-384'],
  ['pbkdf2-sha512', 'sha512'],
]);

/** None is one to Kratos. Above 31 bits takes hours there, and OpenSSL takes no such number. */
function iterationsOf(iterations = 0n): number {
  if (iterations >= 2n ** 31n) {
    throw new UnmatchableHashError(
      'not-computed',
      'more than 2147483647 iterations of pbkdf2 are not tried here',
    );
  }
  return Math.max(1, Number(iterations));
}
