import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** `passwordHash` and `salt` of a user in base64 of either alphabet, and the `hash_config` of the project. */
export interface FirebaseHash {
  hash?: unknown;
  salt?: unknown;
  /** `{algorithm, base64_signer_key, base64_salt_separator, rounds, mem_cost}` */
  config?: unknown;
}

/** The hash of a user of Firebase Authentication. */
export function convertFirebase(user: FirebaseHash): Conversion {
  return unread(user);
}
