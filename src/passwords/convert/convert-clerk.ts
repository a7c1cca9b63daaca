import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The two fields of an export of Clerk, or of its API for creating users. */
export interface ClerkHash {
  password_digest?: unknown;
  password_hasher?: unknown;
}

/** The password of a user of Clerk. */
export function convertClerk(user: ClerkHash): Conversion {
  return unread(user);
}
