import type { FileHead } from '../source.ts';

export type SupabaseRole = 'users' | 'identities' | 'mfa_factors';

/**
 * What part a file plays in an export of Supabase: the tables auth.users, auth.identities and auth.mfa_factors, or users
 * as the Auth API gives them.
 */
export function supabaseRole({ columns, first }: FileHead): SupabaseRole | undefined {
  const names = new Set(first === undefined ? columns : Object.keys(first));
  const has = (...all: readonly string[]): boolean => all.every((name) => names.has(name));
  if (has('user_id', 'provider', 'identity_data')) return 'identities';
  if (has('user_id', 'factor_type', 'status')) return 'mfa_factors';
  if (has('id', 'raw_user_meta_data') || has('id', 'raw_app_meta_data')) return 'users';
  if (has('id', 'encrypted_password') && (has('email_confirmed_at') || has('is_sso_user'))) return 'users';
  return has('id', 'aud', 'app_metadata') ? 'users' : undefined;
}
