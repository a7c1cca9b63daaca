import type { SourceRecord } from '../../records/record.ts';
import type { Address } from '../account.ts';
import type { FieldMap, FieldOrigin } from '../field-map.ts';
import { objectsOf, textOf } from '../member-of-record.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { flagOf, isEmpty } from '../read-field.ts';
import { usernameAndEmail } from '../username-and-email.ts';

export interface UserIdentifiers {
  readonly addresses: readonly Address[];
  readonly usernames: readonly string[];
  readonly defaults: FieldMap;
  readonly used: readonly string[];
  readonly leftOutParts: readonly string[];
}

/** Addresses and user name. Django itself verifies no address; django-allauth does, and has the primary one first here. */
export function userIdentifiers(user: SourceRecord['value']): UserIdentifiers {
  const rows = objectsOf(user['emailaddress']);
  const username = textOf(user['username']);
  const known = textOf(user['email']) ?? textOf(rows[0]?.object['email']);
  const { email, usernameIs } = usernameAndEmail(username, known);
  const phone = textOf(user['phone_number']) ?? textOf(user['phone']);
  const row = rows.find(
    ({ object }) => normaliseIdentifier(textOf(object['email']) ?? '') === normaliseIdentifier(email ?? ''),
  );
  return {
    addresses: [
      ...(email === undefined ? [] : [{ via: 'email', value: email, verified: false } as const]),
      ...(phone === undefined ? [] : [{ via: 'sms', value: phone, verified: false } as const]),
      ...rows.map(({ object }) => ({
        via: 'email' as const,
        value: textOf(object['email']) ?? '',
        verified: flagOf(object['verified']) === true,
      })),
    ],
    usernames: username === undefined ? [] : [username],
    defaults: defaultsWhereUsernameIs[usernameIs],
    used: [
      ...(usernameIs === 'the address' ? ['username'] : []),
      ...(row === undefined ? [] : [`emailaddress.${row.place}`]),
    ],
    leftOutParts: ['id', 'primary'].flatMap((name) =>
      isEmpty(row?.object[name]) ? [] : [`emailaddress[].${name}`],
    ),
  };
}

const everywhere: readonly (readonly [string, FieldOrigin])[] = [
  ['traits.name.first', { from: 'first_name' }],
  ['traits.name.last', { from: 'last_name' }],
  ['traits.phone', { from: 'phone_number', otherwise: ['phone'] }],
  ['external_id', { from: 'id' }],
];
const ownEmail = ['traits.email', { from: 'email', otherwise: ['emailaddress.0.email'] }] as const;

const defaultsWhereUsernameIs: Readonly<Record<ReturnType<typeof usernameAndEmail>['usernameIs'], FieldMap>> =
  {
    'a name': new Map([ownEmail, ['traits.username', { from: 'username' }], ...everywhere]),
    'the address': new Map([ownEmail, ...everywhere]),
    'the only address': new Map([['traits.email', { from: 'username' }], ...everywhere]),
  };
