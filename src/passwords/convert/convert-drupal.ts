import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The pass of a user of Drupal. */
export function convertDrupal(text: string): Conversion {
  return unread(text);
}
