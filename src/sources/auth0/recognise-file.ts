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
  if ('custom_password_hash' in first || hasMember(first['identities'], ['connection', 'provider']))
    return 'users';
  if (['totp', 'phone', 'email'].some((name) => hasMember(first['mfa_factors'], [name]))) return 'users';
  return 'password_hash' in first && 'email_verified' in first ? 'users' : undefined;
}

/** Whether the first object of a list has all of these members. */
function hasMember(list: unknown, names: readonly string[]): boolean {
  const [first] = Array.isArray(list) ? (list as readonly unknown[]) : [];
  return typeof first === 'object' && first !== null && names.every((name) => name in first);
}
