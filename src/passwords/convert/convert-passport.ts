import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** Two BLOBs as hex, base64 or `{type: "Buffer", data}`, and the parameters where they are not the tutorial’s. */
export interface PassportHash {
  hashed_password?: unknown;
  salt?: unknown;
  /** 310000 unless given */
  iterations?: unknown;
  /** In bytes, 32 unless given. */
  keylen?: unknown;
  /** sha256 unless given */
  digest?: unknown;
}

/** The row that passport's tutorials keep: a salt and a key of pbkdf2, both bytes. */
export function convertPassport(user: PassportHash): Conversion {
  return unread(user);
}
