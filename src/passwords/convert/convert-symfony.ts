import { hookDigests } from '../hook/digest-length.ts';
import { convertArgon2 } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertDigest, isDigestAlgorithm } from './convert-digest.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfBase64, bytesOfHex, paddedBase64 } from './encoded-bytes.ts';
import { isAbsent, iterationBounds, readCount, readText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';

/** The hasher's settings where they are not its defaults: sha512, 5000. */
export interface SymfonyHash {
  password?: unknown;
  salt?: unknown;
  algorithm?: unknown;
  iterations?: unknown;
}

/**
 * The password and salt of Symfony's MessageDigestPasswordHasher (FOSUserBundle, and Symfony before 5.3), in base64
 * or hex: the digest of `password{salt}`, then of each digest with `password{salt}` behind it. What the native hasher
 * makes, bcrypt or argon2, is told by its beginning.
 */
export function convertSymfony(user: SymfonyHash): Conversion {
  return orRefused(() => {
    if (isAbsent(user.password)) return nothing('there is no password');
    const text = readText(user.password, 'password');
    if (text.startsWith('$2')) return convertBcrypt(text);
    if (text.startsWith('$argon2')) return convertArgon2(text);
    const algorithm = readText(user.algorithm ?? 'sha512', 'algorithm').toLowerCase();
    const iterations = readCount(user.iterations ?? 5000, 'iterations', iterationBounds);
    const salt = Buffer.from(isAbsent(user.salt) ? '' : readText(user.salt, 'salt'));
    return convertSymfonyDigest({ algorithm, iterations, salt, digest: readDigest(text, algorithm) });
  });
}

export interface SymfonyDigest {
  algorithm: string;
  iterations: number;
  /** The bytes of a text; empty where there was none. */
  salt: Buffer;
  digest: Buffer;
}

/** Throws RefusedHashError for a digest that is cut off. */
export function convertSymfonyDigest({ algorithm, iterations, salt, digest }: SymfonyDigest): Conversion {
  if (iterations === 1 && isDigestAlgorithm(algorithm)) {
    return convertDigest({ algorithm, digest, salt, template: '{PASSWORD}{{SALT}}' });
  }
  const text = `symfony$${algorithm}$${iterations}$${paddedBase64(salt)}$${paddedBase64(digest)}`;
  return toHook('symfony', text, 'Symfony repeats the digest, which Kratos cannot do');
}

function readDigest(text: string, algorithm: string): Buffer {
  const length = hookDigests.get(algorithm);
  if (length === undefined)
    return refuse('algorithm has to be one of md5, sha1, sha224, sha256, sha384 and sha512');
  const bytes = text.length === 2 * length ? bytesOfHex(text) : bytesOfBase64(text);
  if (bytes?.length === length) return bytes;
  return refuse(
    `password is no digest of ${algorithm}, of ${length} bytes in base64 or hexadecimal digits: it is cut off, or algorithm is another`,
  );
}
