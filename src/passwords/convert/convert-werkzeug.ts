import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A hash of werkzeug.security.generate_password_hash. */
export function convertWerkzeug(text: string): Conversion {
  return unread(text);
}
