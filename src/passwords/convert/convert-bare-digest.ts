import { convertDigest, type DigestAlgorithm, digestLengths } from './convert-digest.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfBase64, bytesOfHex } from './encoded-bytes.ts';
import { isAbsent, readHashText } from './read-field.ts';
import { readSaltPosition, readTextBytes } from './read-salt.ts';
import { orRefused, refuse } from './refused-hash.ts';

/** The salt of a bare digest, as text unless an encoding is given, and on which side of the password it was. */
export interface Salting {
  salt?: unknown;
  /** utf8 unless given, or hex, base64 */
  saltEncoding?: unknown;
  /** prefix unless given, or suffix */
  saltPosition?: unknown;
}

/** A bare digest of a password, in hex or base64: which of the two follows from its length. */
export function convertBareDigest(
  text: string,
  algorithm: DigestAlgorithm,
  salting: Salting = {},
): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const digest = readDigest(hash, algorithm);
    const { salt, saltEncoding, saltPosition } = salting;
    if (isAbsent(salt)) return convertDigest({ algorithm, digest });
    return convertDigest({
      algorithm,
      digest,
      salt: readTextBytes(salt, saltEncoding, 'the salt'),
      template: readSaltPosition(saltPosition, 'the position of the salt'),
    });
  });
}

function readDigest(text: string, algorithm: DigestAlgorithm): Buffer {
  const length = digestLengths[algorithm];
  const bytes = text.length === 2 * length ? bytesOfHex(text) : bytesOfBase64(text);
  if (bytes?.length === length) return bytes;
  return refuse(
    `a digest of ${algorithm} has ${2 * length} hexadecimal digits, or ${length} bytes in base64; this one is cut off or of another algorithm`,
  );
}
