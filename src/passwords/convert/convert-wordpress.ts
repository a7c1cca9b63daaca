import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A user_pass of WordPress. */
export function convertWordpress(text: string): Conversion {
  return unread(text);
}
