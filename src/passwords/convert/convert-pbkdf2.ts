import type { Conversion } from './conversion.ts';
import { paddedBase64 } from './encoded-bytes.ts';
import { refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';
import { type Pbkdf2Parts, writePbkdf2 } from './write-kratos-hash.ts';

export interface ForeignPbkdf2 {
  /** As the source calls it: sha256, SHA-256, hmac-sha256, HmacSHA256 … */
  digest: string;
  iterations: number;
  /** As it went into the derivation, whether it was text or not. */
  salt: Buffer;
  key: Buffer;
}

/** Throws RefusedHashError for a digest that nothing here computes and for a key that is too short to be whole. */
export function convertPbkdf2({ digest, iterations, salt, key }: ForeignPbkdf2): Conversion {
  const name = digest
    .toLowerCase()
    .replace(/^(?:rsa-|hmac[-_]?)/, '')
    .replace(/^sha[-_]/, 'sha');
  if (key.length < shortestKey) {
    refuse(`the key of pbkdf2 has ${key.length} bytes, fewer than any system keeps: it is cut off`);
  }
  if (isKratosDigest(name)) return toKratos(writePbkdf2({ digest: name, iterations, salt, key }));
  if (name !== 'sha224' && name !== 'sha384') {
    refuse('Kratos and the hook compute pbkdf2 with sha1, sha224, sha256, sha384 and sha512 only');
  }
  const text = `pbkdf2-sha2-${name.slice(3)}$${iterations}$${paddedBase64(salt)}$${paddedBase64(key)}`;
  return toHook(
    'pbkdf2-sha2',
    text,
    `Kratos takes pbkdf2-${name} for SHA-3, so that no password would match`,
  );
}

/** Kratos compares as many bytes as there are, so that an empty key lets every password in. */
const shortestKey = 16;

function isKratosDigest(name: string): name is Pbkdf2Parts['digest'] {
  return name === 'sha1' || name === 'sha256' || name === 'sha512';
}
