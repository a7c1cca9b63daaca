import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The fields of Okta's password hash object. */
export interface OktaHash {
  algorithm?: unknown;
  workFactor?: unknown;
  salt?: unknown;
  value?: unknown;
  saltOrder?: unknown;
  iterationCount?: unknown;
  keySize?: unknown;
  digestAlgorithm?: unknown;
}

/** A credentials.password.hash of a file made for the import of Okta. */
export function convertOkta(hash: OktaHash): Conversion {
  return unread(hash);
}
