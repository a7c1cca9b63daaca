import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { textOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { readUsers } from './read-users.ts';
import { fusionauthRole } from './recognise-file.ts';
import { userAddresses } from './user-addresses.ts';
import { userExpiry } from './user-expiry.ts';
import { userFactors } from './user-factors.ts';
import { userLinks } from './user-links.ts';
import { userPassword } from './user-password.ts';

/**
 * `users`: the body of an import request, or of an answer with users; or tables of the database, which alone has hashes:
 * `user-rows`, and `identities` and `links` that are joined to them.
 */
export function recognise(head: FileHead): string | undefined {
  return fusionauthRole(head);
}

/** The users of all files, in the shape of the API. */
export function read(files: readonly SourceFile[], world: ReadingWorld): RecordStream {
  return readUsers(files, world);
}

/**
 * A user of FusionAuth. Registrations, memberships and data go to metadata_admin. A user without `active` is one: what
 * FusionAuth itself exports always has it.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const password = userPassword(user);
  const factors = userFactors(user);
  const links = userLinks(user['identityProviderLinks'], settings);
  const expiry = userExpiry(user['expiry']);
  const isInactive = flagOf(user['active']) === false || expiry.isOver;
  return buildIdentity(
    {
      source: 'fusionauth',
      record,
      defaults,
      state: isInactive ? 'inactive' : 'active',
      addresses: userAddresses(user),
      usernames: ['username', 'uniqueUsername'].flatMap((name) => textOf(user[name]) ?? []),
      password: password.password,
      links: links.links,
      totp: factors.totp,
      lookupCodes: factors.lookupCodes,
      used: ['active', 'verified', ...password.used, ...factors.used, ...links.used],
      leftOut: [],
      leftOutParts: factors.leftOut,
      problems: [...password.problems, ...factors.problems, ...links.problems, ...expiry.problems],
    },
    settings,
  );
}

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'email' }],
  ['traits.username', { from: 'username' }],
  ['traits.phone', { from: 'phoneNumber', otherwise: ['mobilePhone'] }],
  ['traits.name.first', { from: 'firstName' }],
  ['traits.name.last', { from: 'lastName' }],
  ['external_id', { from: 'id' }],
]);
