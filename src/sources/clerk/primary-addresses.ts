import { isEmpty } from '../read-field.ts';
import { type AddressFields, emailFields, listedAddresses, phoneFields } from './listed-addresses.ts';

type User = Readonly<Record<string, unknown>>;

/**
 * The fields `primary_email_address` and `primary_phone_number` of a user whose export lacks them: the one that
 * `primary_email_address_id` means, else the first. One that is known not to be verified only takes that place where
 * there is nothing else: anybody may have entered it.
 */
export function primaryAddresses(user: User): Record<string, string> {
  const phone = primaryOf(user, phoneFields, false);
  const hasOther = !isEmpty(user['username']) || !isEmpty(user[phoneFields.primary]) || phone !== undefined;
  const email = primaryOf(user, emailFields, !hasOther);
  return {
    ...(phone === undefined ? {} : { [phoneFields.primary]: phone }),
    ...(email === undefined ? {} : { [emailFields.primary]: email }),
  };
}

function primaryOf(user: User, fields: AddressFields, takesUnverified: boolean): string | undefined {
  if (!isEmpty(user[fields.primary])) return undefined;
  const listed = listedAddresses(user, fields);
  const id = user[fields.primaryId];
  const named = isEmpty(id) ? undefined : listed.find((one) => one.id === id);
  return (named ?? listed.find(({ verified }) => takesUnverified || verified !== false))?.value;
}
