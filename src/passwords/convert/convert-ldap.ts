import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A userPassword of LDAP, such as `{SSHA}…`, `{CRYPT}…` or the password itself. */
export function convertLdap(text: string): Conversion {
  return unread(text);
}
