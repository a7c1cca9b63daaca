import { isObject, objectsOf } from '../member-of-record.ts';
import type { FileHead } from '../source.ts';

export type FusionauthRole = 'users' | 'user-rows' | 'identities' | 'links';

/** By the first user, or by names that nobody else has where that is longer than what is looked at. */
export function fusionauthRole({ text, first, columns }: FileHead): FusionauthRole | undefined {
  const table = tableOf(first === undefined ? columns : Object.keys(first));
  if (table !== undefined) return table;
  if (!/^\s*[[{]/.test(text)) return undefined;
  if (first === undefined)
    return /"(?:encryptionScheme|applicationId)"\s*:\s*"/.test(text) ? 'users' : undefined;
  return isUser(first) ? 'users' : undefined;
}

/** Its tables name what they point to in the plural. */
function tableOf(columns: readonly string[]): FusionauthRole | undefined {
  const has = (...names: readonly string[]): boolean => names.every((name) => columns.includes(name));
  if (!has('tenants_id', 'insert_instant')) return undefined;
  if (has('users_id', 'identity_providers_user_id')) return 'links';
  if (has('active', 'last_name') && (has('id') || has('users_id'))) return 'user-rows';
  return has('users_id', 'verified') && (has('username_status') || has('value')) ? 'identities' : undefined;
}

function isUser(user: Readonly<Record<string, unknown>>): boolean {
  // The scheme beside the users of a request without any.
  if ('users' in user || 'localId' in user) return false;
  const registrations = objectsOf(user['registrations']);
  const factors = user['twoFactor'];
  return (
    ownMembers.some((name) => Object.hasOwn(user, name)) ||
    registrations.some(({ object }) => 'applicationId' in object) ||
    (isObject(factors) && ('methods' in factors || 'recoveryCodes' in factors))
  );
}

const ownMembers = [
  'encryptionScheme',
  'insertInstant',
  'passwordChangeRequired',
  'usernameStatus',
  'uniqueUsername',
];
