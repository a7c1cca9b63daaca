import type { Address } from '../account.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { type AddressFields, emailFields, listedAddresses, phoneFields } from './listed-addresses.ts';

type User = Readonly<Record<string, unknown>>;

export interface UserAddresses {
  readonly addresses: readonly Address[];
  /** Lists that hold the primary address alone. */
  readonly used: readonly string[];
}

/** All addresses and telephones of a user; beside the primary ones they reach the traits where they are mapped. */
export function userAddresses(user: User): UserAddresses {
  const found = [addressesOf(user, 'email', emailFields), addressesOf(user, 'sms', phoneFields)];
  return {
    addresses: found.flatMap(({ addresses }) => addresses),
    used: found.flatMap(({ used }) => used),
  };
}

function addressesOf(user: User, via: Address['via'], fields: AddressFields): UserAddresses {
  const primary = user[fields.primary];
  const listed = listedAddresses(user, fields);
  const addresses = listed.map(({ value, verified }) => ({ via, value, verified: verified === true }));
  if (typeof primary !== 'string' || primary === '') return { addresses, used: [] };
  const repeated = [fields.verified, fields.unverified, fields.all].filter((name) => {
    const own = listedAddresses({ [name]: user[name] }, fields);
    return (
      own.length > 0 &&
      own.every(
        ({ value, id }) => id === undefined && normaliseIdentifier(value) === normaliseIdentifier(primary),
      )
    );
  });
  return { addresses: [{ via, value: primary, verified: false }, ...addresses], used: repeated };
}
