import { isObject, objectsOf } from '../member-of-record.ts';
import type { FileHead } from '../source.ts';

/** By the first user, or by names that nobody else has where that is longer than what is looked at. */
export function fusionauthRole({ text, first }: FileHead): 'users' | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  if (first === undefined)
    return /"(?:encryptionScheme|applicationId)"\s*:\s*"/.test(text) ? 'users' : undefined;
  return isUser(first) ? 'users' : undefined;
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
