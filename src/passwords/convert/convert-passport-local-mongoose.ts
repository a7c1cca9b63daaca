import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** `salt` and `hash` as they are stored, and the options of the plugin where they are not its defaults. */
export interface PassportLocalMongooseHash {
  salt?: unknown;
  hash?: unknown;
  /** 25000 unless given */
  iterations?: unknown;
  /** In bytes, 512 unless given. */
  keylen?: unknown;
  /** sha256 unless given */
  digest?: unknown;
  /** Of the hash; hex unless given. */
  encoding?: unknown;
}

/** The salt and hash that passport-local-mongoose keeps. */
export function convertPassportLocalMongoose(user: PassportLocalMongooseHash): Conversion {
  return unread(user);
}
