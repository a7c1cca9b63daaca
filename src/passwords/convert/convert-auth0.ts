import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** Also the `{passwordHash}` of an export of Auth0. */
export interface Auth0Hash {
  algorithm?: unknown;
  hash?: unknown;
  salt?: unknown;
  /** pbkdf2 and scrypt: nested or beside, as the schema has them. */
  password?: unknown;
  iterations?: unknown;
  keylen?: unknown;
  cost?: unknown;
  blockSize?: unknown;
  parallelization?: unknown;
}

/** The custom_password_hash of Auth0's bulk import schema. */
export function convertAuth0(hash: Auth0Hash): Conversion {
  return unread(hash);
}
