import type { RecordStream, SourceRecord } from '../../records/record.ts';
import type { Address } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity, IdentityProblem } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { valueAt } from '../field-path.ts';
import { flagOf, isEmpty } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { auth0Role } from './recognise-file.ts';
import { readUsers } from './read-users.ts';
import { userFactors } from './user-factors.ts';
import { userLinks } from './user-links.ts';
import { isOfOtherAddress, noHash, otherAddress, severalHashes, userPassword } from './user-password.ts';

/** `users`, or `hashes` and `mfa` for the two exports that Auth0 gives out on request. */
export function recognise(head: FileHead): string | undefined {
  return auth0Role(head);
}

/** Users with what belongs to them in the other exports. */
export function read(files: readonly SourceFile[], world: ReadingWorld): RecordStream {
  return readUsers(files, world);
}

/**
 * A user of Auth0. Both kinds of its metadata go to metadata_admin: user_metadata may hold what people wrote there
 * themselves, and Kratos shows metadata_public to whoever it asks for a session.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const links = userLinks(user);
  const factors = userFactors(user);
  const password = userPassword(user);
  const problems: IdentityProblem[] = [...links.problems, ...factors.problems];
  if (password === undefined && isDatabaseUser(user, links.isDatabaseUser)) problems.push(noHash);
  if (user['hash_export_others'] !== undefined) problems.push(severalHashes);
  if (isOfOtherAddress(user)) problems.push(otherAddress);
  return buildIdentity(
    {
      source: 'auth0',
      record,
      defaults,
      state: flagOf(user['blocked']) === true ? 'inactive' : 'active',
      addresses: [
        ...addressOf('email', user['email'], user['email_verified']),
        ...addressOf('sms', user['phone_number'], user['phone_verified']),
      ],
      usernames: typeof user['username'] === 'string' ? [user['username']] : [],
      password,
      links: links.links,
      totp: factors.totp,
      used: [
        ...flags,
        ...joinedBy(user),
        ...(password === undefined ? [] : [password.field]),
        ...links.used,
        ...factors.used,
      ],
      leftOut: repeated,
      leftOutParts: factors.leftOutParts,
      problems,
    },
    settings,
  );
}

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'email' }],
  ['traits.username', { from: 'username' }],
  ['traits.phone', { from: 'phone_number' }],
  ['traits.name.first', { from: 'given_name' }],
  ['traits.name.last', { from: 'family_name' }],
  ['external_id', { from: 'user_id' }],
]);

const flags = ['email_verified', 'phone_verified', 'blocked'];

/** Where there are two ids, the other one is kept. */
function joinedBy(user: SourceRecord['value']): string[] {
  const hasOther = !isEmpty(valueAt(user, ['hash_export', 'alt_id']));
  return hasOther ? ['hash_export.alt_id'] : ['hash_export._id', 'hash_export._ID'];
}

/** The user's own record has them, too, or they are Auth0's own matter. */
const repeated = [
  'hash_export.email',
  'hash_export.email_verified',
  'hash_export.identifiers',
  'hash_export._tmp_is_unique',
  'hash_export_others',
];

function addressOf(via: Address['via'], value: unknown, verified: unknown): Address[] {
  return typeof value === 'string' && value !== ''
    ? [{ via, value, verified: flagOf(verified) === true }]
    : [];
}

/** In a file that was made for the import, the id has no connection before it, and nobody has identities. */
function isDatabaseUser(user: SourceRecord['value'], hasDatabaseIdentity: boolean): boolean {
  if (hasDatabaseIdentity) return true;
  const id = user['user_id'];
  return user['identities'] === undefined && (typeof id !== 'string' || !id.includes('|'));
}
