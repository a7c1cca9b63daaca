import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The salt of a bare digest, as text unless an encoding is given, and on which side of the password it was. */
export interface Salting {
  salt?: unknown;
  /** utf8 unless given, or hex, base64 */
  saltEncoding?: unknown;
  /** prefix unless given, or suffix */
  saltPosition?: unknown;
}

/** A bare digest, in hex or base64. */
export function convertBareDigest(
  text: string,
  digest: 'md5' | 'sha1' | 'sha256' | 'sha512',
  salting?: Salting,
): Conversion {
  return unread(text, digest, salting);
}
