import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A bcrypt hash as Laravel, Devise, Node and most others keep it; `peppered` where Devise adds a pepper. */
export function convertBcrypt(text: string, options?: { peppered?: boolean }): Conversion {
  return unread(text, options);
}
