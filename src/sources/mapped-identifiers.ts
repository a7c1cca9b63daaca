import type { Account } from './account.ts';
import type { FieldMap } from './field-map.ts';

/**
 * An account with the address and the user name that the operator mapped, from fields of which the source knows nothing
 * (`--map traits.email=contact`). Nobody has said that such an address was verified.
 */
export function withMappedIdentifiers(
  account: Account,
  map: FieldMap,
  traits: Readonly<Record<string, unknown>>,
): Account {
  const email = map.has('traits.email') ? traits['email'] : undefined;
  const username = map.has('traits.username') ? traits['username'] : undefined;
  if (typeof email !== 'string' && typeof username !== 'string') return account;
  return {
    ...account,
    addresses: [
      ...account.addresses,
      ...(typeof email === 'string' ? [{ via: 'email', value: email, verified: false } as const] : []),
    ],
    usernames: [...account.usernames, ...(typeof username === 'string' ? [username] : [])],
  };
}
