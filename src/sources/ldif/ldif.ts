import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap, FieldOrigin } from '../field-map.ts';
import type { FileHead, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { usernameAndEmail } from '../username-and-email.ts';
import { binaryValues } from './binary-values.ts';
import { textsOf } from './entry-attributes.ts';
import { entryPassword } from './entry-password.ts';
import { entryState } from './entry-state.ts';
import { readLdif } from './read-ldif.ts';

/** `entries` for any file of LDIF (RFC 2849). */
export function recognise({ text }: FileHead): string | undefined {
  return /^(?:\s*(?:#[^\n]*|version:[^\n]*)\n(?: [^\n]*\n)*)*\s*dn::? ?\S/i.test(text)
    ? 'entries'
    : undefined;
}

/** Entries that are people: of OpenLDAP, 389 Directory Server, FreeIPA, Active Directory and others. */
export function read(files: readonly SourceFile[]): RecordStream {
  return readLdif(files);
}

/** A directory verifies no addresses; who has several has the first as the primary one. */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const entry = record.value;
  const username = textsOf(entry, 'uid')[0] ?? textsOf(entry, 'sAMAccountName')[0];
  const { email, usernameIs } = usernameAndEmail(username, textsOf(entry, 'mail')[0]);
  const [phone] = [...textsOf(entry, 'mobile'), ...textsOf(entry, 'telephoneNumber')];
  const { password, problems } = entryPassword(entry);
  const dn = textsOf(entry, 'dn')[0] ?? '';
  const hasId = ids.some((name) => textsOf(entry, name).length > 0);
  const defaults = defaultsWhereUsernameIs[usernameIs];
  const binary = binaryValues(entry);
  return buildIdentity(
    {
      source: 'ldif',
      record,
      defaults: hasId || Array.from(dn).length > longestId ? defaults.withId : defaults.withDn,
      state: entryState(entry, new Date()),
      addresses: [
        ...(email === undefined ? [] : [{ via: 'email', value: email, verified: false } as const]),
        ...(phone === undefined ? [] : [{ via: 'sms', value: phone, verified: false } as const]),
      ],
      usernames: username === undefined ? [] : [username],
      password,
      links: [],
      used: [
        ...(password === undefined ? [] : [password.field]),
        ...(usernameIs === 'the address'
          ? [textsOf(entry, 'uid').length > 0 ? 'uid' : 'sAMAccountName']
          : []),
        ...binary.paths,
      ],
      leftOut: ofNoUse,
      leftOutParts: binary.names,
      problems,
    },
    settings,
  );
}

const longestId = 64;
const ids = ['entryUUID', 'nsUniqueId', 'ipaUniqueID', 'objectGUID'];

/** Of the server's own book-keeping. */
const ofNoUse = [
  'entryCSN',
  'structuralObjectClass',
  'subschemaSubentry',
  'hasSubordinates',
  'numSubordinates',
  'dSCorePropagationData',
];

function defaultsOf(username: readonly (readonly [string, FieldOrigin])[]): {
  withId: FieldMap;
  withDn: FieldMap;
} {
  const fields: readonly (readonly [string, FieldOrigin])[] = [
    ...username,
    ['traits.phone', { from: 'mobile', otherwise: ['telephoneNumber'], as: 'first' }],
    ['traits.name.first', { from: 'givenName', as: 'first' }],
    ['traits.name.last', { from: 'sn', as: 'first' }],
  ];
  const [first = '', ...otherwise] = ids;
  return {
    withId: new Map([...fields, ['external_id', { from: first, otherwise }]]),
    withDn: new Map([...fields, ['external_id', { from: 'dn' }]]),
  };
}

const mail = ['traits.email', { from: 'mail', as: 'first' }] as const;
const uid = { from: 'uid', otherwise: ['sAMAccountName'], as: 'first' } as const;

const defaultsWhereUsernameIs = {
  'a name': defaultsOf([mail, ['traits.username', uid]]),
  'the address': defaultsOf([mail]),
  'the only address': defaultsOf([['traits.email', uid]]),
};
