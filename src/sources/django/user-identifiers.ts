import type { SourceRecord } from '../../records/record.ts';
import type { Address } from '../account.ts';
import type { FieldMap, FieldOrigin } from '../field-map.ts';
import { asCompared } from '../reached-identifiers.ts';
import { flagOf, isEmpty } from '../read-field.ts';
import { objectsIn } from './objects-in.ts';

export interface UserIdentifiers {
  readonly addresses: readonly Address[];
  readonly usernames: readonly string[];
  readonly defaults: FieldMap;
  readonly used: readonly string[];
  readonly leftOutParts: readonly string[];
}

/**
 * Addresses and user name. Django itself verifies no address; django-allauth does, and keeps the primary one first here.
 * Where the user name is the address, as many projects have it, it is the address alone; where there is no address and the
 * user name is one, it becomes the address.
 */
export function userIdentifiers(user: SourceRecord['value']): UserIdentifiers {
  const rows = objectsIn(user, 'emailaddress');
  const username = textOf(user['username']);
  const own = textOf(user['email']) || textOf(rows[0]?.item['email']);
  const email = own === '' && addressForm.test(username) ? username : own;
  const phone = textOf(user['phone_number']) || textOf(user['phone']);
  const isAddress = username !== '' && asCompared(username) === asCompared(email);
  const row = rows.find(({ item }) => asCompared(textOf(item['email'])) === asCompared(email));
  return {
    addresses: [
      ...(email === '' ? [] : [{ via: 'email', value: email, verified: false } as const]),
      ...(phone === '' ? [] : [{ via: 'sms', value: phone, verified: false } as const]),
      ...rows.map(({ item }) => ({
        via: 'email' as const,
        value: textOf(item['email']),
        verified: flagOf(item['verified']) === true,
      })),
    ],
    usernames: username === '' ? [] : [username],
    defaults: !isAddress ? withUsername : own === '' ? fromUsername : withoutUsername,
    used: [...(isAddress ? ['username'] : []), ...(row === undefined ? [] : [row.path])],
    leftOutParts: ['id', 'primary'].flatMap((name) =>
      isEmpty(row?.item[name]) ? [] : [`emailaddress[].${name}`],
    ),
  };
}

const addressForm = /^[^\s@]+@[^\s@]+$/;

const everywhere: readonly (readonly [string, FieldOrigin])[] = [
  ['traits.name.first', { from: 'first_name' }],
  ['traits.name.last', { from: 'last_name' }],
  ['traits.phone', { from: 'phone_number', otherwise: ['phone'] }],
  ['external_id', { from: 'id' }],
];
const email: FieldOrigin = { from: 'email', otherwise: ['emailaddress.0.email'] };
const withUsername: FieldMap = new Map([
  ['traits.email', email],
  ['traits.username', { from: 'username' }],
  ...everywhere,
]);
const withoutUsername: FieldMap = new Map([['traits.email', email], ...everywhere]);
const fromUsername: FieldMap = new Map([['traits.email', { from: 'username' }], ...everywhere]);

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
