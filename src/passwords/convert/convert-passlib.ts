import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A hash of Python's passlib, such as `$pbkdf2-sha256$29000$…$…`. */
export function convertPasslib(text: string): Conversion {
  return unread(text);
}
