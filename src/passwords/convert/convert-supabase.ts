import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The encrypted_password of auth.users of Supabase. */
export function convertSupabase(text: string): Conversion {
  return unread(text);
}
