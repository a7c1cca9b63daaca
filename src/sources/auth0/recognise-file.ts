import type { FileHead } from '../source.ts';

export type Auth0Role = 'users' | 'hashes' | 'mfa';

/** What part a file plays in an export of Auth0, by the first record of JSON or by the columns of CSV. */
export function auth0Role({ columns, first, text }: FileHead): Auth0Role | undefined {
  if (first !== undefined) return roleOfRecord(first);
  if (columns.includes('Id') && columns.includes('Email Verified')) return 'users';
  // Any table may have a user_id; only Auth0's begin with the name of a connection.
  return columns.includes('user_id') && prefixedId.test(text) ? 'users' : undefined;
}

const prefixedId = /(?:^|[,\t])"?'?[a-z][\w-]*\|[\w|.@-]+/m;

function roleOfRecord(first: Readonly<Record<string, unknown>>): Auth0Role | undefined {
  if (('otp_secret' in first || 'recovery_code' in first) && 'user_id' in first) return 'mfa';
  const oid = first['_id'] ?? first['_ID'];
  if (oid !== undefined && 'passwordHash' in first) return 'hashes';
  const id = first['user_id'] ?? first['Id'];
  if (typeof id === 'string' && id.includes('|'))
    return 'type' in first && 'tenant' in first ? 'mfa' : 'users';
  const identity = namesOfFirst(first['identities']);
  if (identity.includes('connection') && identity.includes('provider')) return 'users';
  const [factor = '', ...others] = namesOfFirst(first['mfa_factors']);
  if (others.length === 0 && ['totp', 'phone', 'email'].includes(factor)) return 'users';
  if ('custom_password_hash' in first) return 'users';
  return 'password_hash' in first && 'email_verified' in first ? 'users' : undefined;
}

/** The names of the members of the first object of a list. */
function namesOfFirst(list: unknown): readonly string[] {
  const [first] = Array.isArray(list) ? (list as readonly unknown[]) : [];
  return typeof first === 'object' && first !== null ? Object.keys(first) : [];
}
