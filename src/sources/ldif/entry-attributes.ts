import type { SourceRecord } from '../../records/record.ts';
import { isObject } from '../member-of-record.ts';

type Entry = SourceRecord['value'];

/**
 * An entry as LDIF has it, with the names of attributes as their schemas write them (servers tell no case apart, and take
 * aliases), and without a list around what has one value. Those that usually have several are lists always.
 */
export function entryAttributes(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).map(([written, values]) => {
      const name = schemaName(written);
      const isAlone = Array.isArray(values) && values.length === 1 && !severalValued.has(name);
      return [name, readable(name, isAlone ? (values as readonly unknown[])[0] : values)] as const;
    }),
  );
}

/** The texts of an attribute. */
export function textsOf(entry: Entry, name: string): readonly string[] {
  const values = entry[name];
  return (Array.isArray(values) ? (values as readonly unknown[]) : [values]).filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}

/** From RFC 4519, 4524, 2798 and 2307, and what servers have of their own. */
const known = `
  objectClass mail uid cn sn givenName displayName mobile telephoneNumber userPassword memberOf
  jpegPhoto thumbnailPhoto photo audio userCertificate entryUUID nsUniqueId ipaUniqueID objectGUID
  objectSid entryCSN structuralObjectClass sAMAccountName userPrincipalName userAccountControl
  accountExpires unicodePwd dBCSPwd pwdAccountLockedTime nsAccountLock nsRoleDN shadowExpire
  ds-pwp-account-disabled loginDisabled krbPrincipalExpiration proxyAddresses mailAlternateAddress subschemaSubentry hasSubordinates
`;
const schemaNames: ReadonlyMap<string, string> = new Map([
  ...known
    .trim()
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name] as const),
  ['rfc822mailbox', 'mail'],
  ['userid', 'uid'],
  ['commonname', 'cn'],
  ['surname', 'sn'],
  ['gn', 'givenName'],
  ['mobiletelephonenumber', 'mobile'],
]);
const severalValued = new Set([
  'objectClass',
  'mail',
  'memberOf',
  'nsRoleDN',
  'proxyAddresses',
  'mailAlternateAddress',
]);

/** Options (`cn;lang-fr`) stay. */
function schemaName(written: string): string {
  const [name = '', ...options] = written.split(';');
  return [schemaNames.get(name.toLowerCase()) ?? name, ...options].join(';');
}

function readable(name: string, value: unknown): unknown {
  return name === 'objectGUID' ? (guidOf(value) ?? value) : value;
}

/** Active Directory keeps the first three parts with their least significant byte first; 16 bytes may also be a text. */
function guidOf(value: unknown): string | undefined {
  const bytes = isObject(value)
    ? Buffer.from(String(value['base64']), 'base64')
    : Buffer.from(typeof value === 'string' ? value : '');
  if (bytes.length !== 16) return undefined;
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const digits = Buffer.from(order.map((place) => bytes[place] ?? 0)).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
