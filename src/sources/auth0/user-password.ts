import { type Auth0Hash, convertAuth0 } from '../../passwords/convert/convert-auth0.ts';
import { convertBcrypt } from '../../passwords/convert/convert-bcrypt.ts';
import { refused } from '../../passwords/convert/conversion.ts';
import type { AccountPassword } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { valueAt } from '../field-path.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { isEmpty } from '../read-field.ts';

type User = Readonly<Record<string, unknown>>;

/** The hash of a user: of the hash export, or of a file that was made for Auth0's import. */
export function userPassword(user: User): AccountPassword | undefined {
  for (const names of bcryptFields) {
    const hash = valueAt(user, names);
    if (typeof hash === 'string' && hash !== '')
      return { field: names.join('.'), conversion: convertBcrypt(hash) };
  }
  for (const names of customFields) {
    const custom = valueAt(user, names);
    if (isEmpty(custom)) continue;
    const conversion =
      typeof custom === 'object'
        ? convertAuth0(custom as Auth0Hash)
        : refused('custom_password_hash is no object');
    return { field: names.join('.'), conversion };
  }
  return undefined;
}

const bcryptFields = [['hash_export', 'passwordHash'], ['password_hash'], ['passwordHash']];
const customFields = [['hash_export', 'custom_password_hash'], ['custom_password_hash']];

/** A person with a password in Auth0 for whom nothing came with it. */
export const noHash: IdentityProblem = {
  code: 'password',
  field: 'user_id',
  message:
    'a user with a password, and neither the user nor a row of the hash export (Auth0 gives it out on request) has its hash: the person has to set a password by recovery',
  rejects: false,
};

/** The rows of other databases with the same person. */
export const severalHashes: IdentityProblem = {
  code: 'password',
  field: 'hash_export_others',
  message: 'the hash export has several rows for this user; the first is taken',
  rejects: false,
};

/** Whether the hash is one of a linked account whose address or name is none of those by which the person will sign in. */
export function isOfOtherAddress(user: User): boolean {
  const row = valueAt(user, ['hash_export']);
  if (isEmpty(row)) return false;
  const listed = valueAt(row, ['identifiers']);
  const typed = [
    valueAt(row, ['email']),
    valueAt(row, ['username']),
    ...(Array.isArray(listed) ? listed.map((one: unknown) => valueAt(one, ['value'])) : []),
  ].filter((one) => typeof one === 'string');
  const names = [user['email'], user['username'], user['phone_number']];
  const own = new Set(names.filter((one) => typeof one === 'string').map(normaliseIdentifier));
  return typed.length > 0 && !typed.some((one) => own.has(normaliseIdentifier(one)));
}

/** In Auth0 the linked account has its own address to type; in Kratos a person types what the traits have. */
export const otherAddress: IdentityProblem = {
  code: 'password',
  field: 'hash_export.email',
  message:
    'the password is of a linked account with another address: the person signs in with it, and with the address of this user alone',
  rejects: false,
};
