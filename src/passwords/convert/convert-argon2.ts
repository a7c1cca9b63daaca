import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** An argon2 hash in PHC string format, with padding or without. */
export function convertArgon2(text: string): Conversion {
  return unread(text);
}
