import type { Address } from '../account.ts';
import { isObject, objectsOf, textOf } from '../member-of-record.ts';
import { flagOf, timeOf } from '../read-field.ts';

type User = Readonly<Record<string, unknown>>;

/**
 * The addresses of a user. `verified` is of the e-mail address; since 1.59 each has flags of its own among the
 * `identities`.
 */
export function userAddresses(user: User): Address[] {
  const email = textOf(user['email']);
  const own = identitiesOf(user);
  const phones = ['phoneNumber', 'mobilePhone'].flatMap((name) => textOf(user[name]) ?? []);
  return [
    ...(email === undefined ? [] : [address('email', email, user)]),
    ...phones.map((phone) => address('sms', phone, {})),
    ...own,
  ];
}

function identitiesOf(user: User): Address[] {
  return objectsOf(user['identities']).flatMap(({ object }) => {
    const { type, value } = object;
    const via = vias.get(textOf(isObject(type) ? type['name'] : type) ?? '');
    const text = textOf(value);
    return via === undefined || text === undefined ? [] : [address(via, text, object)];
  });
}

const vias: ReadonlyMap<string, Address['via']> = new Map([
  ['email', 'email'],
  ['phoneNumber', 'sms'],
]);

function address(via: Address['via'], value: string, { verified, verifiedInstant }: User): Address {
  const verifiedAt = typeof verifiedInstant === 'number' ? timeOf(verifiedInstant) : undefined;
  return { via, value, verified: flagOf(verified) === true, verifiedAt };
}
