import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The fields of FusionAuth's import request, or of its database. */
export interface FusionauthHash {
  encryptionScheme?: unknown;
  factor?: unknown;
  salt?: unknown;
  password?: unknown;
}

/** The password of a user of FusionAuth. */
export function convertFusionauth(user: FusionauthHash): Conversion {
  return unread(user);
}
