import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The encoder's settings where they are not its defaults: sha512, 5000, base64. */
export interface SymfonyHash {
  password?: unknown;
  salt?: unknown;
  algorithm?: unknown;
  iterations?: unknown;
}

/** The password and salt of Symfony before 5.3 (MessageDigestPasswordEncoder), or a native hash. */
export function convertSymfony(user: SymfonyHash): Conversion {
  return unread(user);
}
