import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';

/**
 * Where a user name and an address belong. In many systems the user name is the address: then it is the address alone, also
 * where there is no other.
 */
export function usernameAndEmail(
  username: string | undefined,
  email: string | undefined,
): {
  readonly email: string | undefined;
  readonly usernameIs: 'a name' | 'the address' | 'the only address';
} {
  if (username === undefined) return { email, usernameIs: 'a name' };
  if (email === undefined) {
    return addressForm.test(username)
      ? { email: username, usernameIs: 'the only address' }
      : { email, usernameIs: 'a name' };
  }
  return {
    email,
    usernameIs: normaliseIdentifier(username) === normaliseIdentifier(email) ? 'the address' : 'a name',
  };
}

const addressForm = /^[^\s@]+@[^\s@]+$/;
