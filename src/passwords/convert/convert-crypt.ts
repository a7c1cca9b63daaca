import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A hash of crypt(3), as in the second field of /etc/shadow. */
export function convertCrypt(text: string): Conversion {
  return unread(text);
}
