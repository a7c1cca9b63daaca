import { digestBytes, isDigestName } from '../digest-bytes.ts';
import { convertDigest, type DigestAlgorithm } from './convert-digest.ts';
import type { Conversion } from './conversion.ts';
import { paddedBase64 } from './encoded-bytes.ts';
import { isAbsent, readBase64, readHex, readObject, readText, requireLength } from './read-field.ts';
import { readSaltPosition, readTextBytes } from './read-salt.ts';
import { refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';
import { type HmacParts, writeHmac } from './write-kratos-hash.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A digest of Auth0's custom_password_hash, with its salt before or after the password. Throws RefusedHashError. */
export function convertAuth0Digest(algorithm: DigestAlgorithm, hash: Fields, saltValue: unknown): Conversion {
  const digest = readEncoded(hash);
  if (isAbsent(saltValue)) return convertDigest({ algorithm, digest });
  const salt = readObject(saltValue, 'salt');
  return convertDigest({
    algorithm,
    digest,
    salt: readTextBytes(salt['value'], salt['encoding'], 'salt.value'),
    template: readSaltPosition(salt['position'], 'salt.position'),
  });
}

/**
 * An HMAC of Auth0's custom_password_hash, of the password alone; of a password in UTF-16 the hook can do SHA-256.
 * Throws RefusedHashError.
 */
export function convertAuth0Hmac(hash: Fields, salt: unknown, passwordEncoding: string): Conversion {
  const algorithm = readText(hash['digest'], 'hash.digest');
  if (!isDigestName(algorithm)) {
    return refuse('hash.digest is computed neither by Kratos nor by the hook: set a new password');
  }
  if (!isAbsent(salt))
    refuse('salt of an HMAC is added to the password, which Kratos cannot do: set a new password');
  const digest = requireLength(readEncoded(hash), digestBytes[algorithm], 'hash.value');
  const keyFields = readObject(hash['key'], 'hash.key');
  const key = readTextBytes(keyFields['value'], keyFields['encoding'], 'hash.key.value');
  if (passwordEncoding === 'utf8') return toKratos(writeHmac({ algorithm, digest, key }));
  if (passwordEncoding === 'utf16le' || passwordEncoding === 'ucs2')
    return convertWide(algorithm, digest, key);
  return toKratos(writeHmac({ algorithm, digest, key }), cautionOfEncoding(passwordEncoding));
}

/** Of a password that was not hashed as UTF-8. */
export function cautionOfEncoding(encoding: string): string {
  return `password.encoding is ${encoding}, Kratos's is UTF-8: a password with letters beyond ASCII will not match`;
}

function convertWide(algorithm: HmacParts['algorithm'], digest: Buffer, key: Buffer): Conversion {
  if (algorithm !== 'sha256') {
    refuse(
      'password.encoding of two bytes a letter is computed with HMAC-SHA256 only, by the hook: set a new password',
    );
  }
  const text = `hmac-sha256-utf16$${paddedBase64(key)}$${paddedBase64(digest)}`;
  return toHook('hmac-sha256-utf16', text, 'the password was hashed in UTF-16, which Kratos cannot do');
}

/** Hex in any case, or base64 of either alphabet: the schema has no default. */
function readEncoded(hash: Fields): Buffer {
  if (hash['encoding'] === 'hex') return readHex(hash['value'], 'hash.value');
  if (hash['encoding'] === 'base64') return readBase64(hash['value'], 'hash.value');
  return refuse('hash.encoding has to be hex or base64');
}
