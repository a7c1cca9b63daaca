import type { RecordStream, SourceRecord } from '../../records/record.ts';
import type { Address } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { textOf } from '../member-of-record.ts';
import { flagOf } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { readUsers } from './read-users.ts';
import { firebaseRole } from './recognise-file.ts';
import { userFactors } from './user-factors.ts';
import { userLinks } from './user-links.ts';
import { userPassword } from './user-password.ts';

/** `users`: JSON or CSV of `firebase auth:export`, or JSON of the Admin SDK's listUsers. */
export function recognise(head: FileHead): string | undefined {
  return firebaseRole(head);
}

/** The users of all files, those of CSV in the shape of JSON. */
export function read(files: readonly SourceFile[], _world: ReadingWorld): RecordStream {
  return readUsers(files);
}

/**
 * A user of Firebase Authentication. `settings.details.hash_config` has the password hash parameters of the project: an
 * object, or the text that the console shows.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const links = userLinks(user);
  const factors = userFactors(user);
  const addresses = addressesOf(user);
  const hasOtherWays = links.links.length > 0 || addresses.some(({ via }) => via === 'sms');
  const password = userPassword(user, settings, hasOtherWays);
  return buildIdentity(
    {
      source: 'firebase',
      record,
      defaults,
      state: flagOf(user['disabled']) === true ? 'inactive' : 'active',
      addresses,
      usernames: [],
      password: password.password,
      links: links.links,
      used: ['emailVerified', 'disabled', ...password.used, ...links.used, ...factors.used],
      leftOut: [],
      leftOutParts: [...links.leftOut, ...factors.leftOut],
      problems: [
        ...password.problems,
        ...links.problems,
        ...factors.problems,
        ...anonymous(addresses, links.links),
      ],
    },
    settings,
  );
}

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'email' }],
  ['traits.phone', { from: 'phoneNumber' }],
  ['external_id', { from: 'localId', otherwise: ['uid'] }],
]);

/** A telephone is there only after a code that was sent to it was typed in. */
function addressesOf(user: SourceRecord['value']): Address[] {
  const email = textOf(user['email']);
  const phone = textOf(user['phoneNumber']);
  return [
    ...(email === undefined
      ? []
      : [{ via: 'email' as const, value: email, verified: flagOf(user['emailVerified']) === true }]),
    ...(phone === undefined ? [] : [{ via: 'sms' as const, value: phone, verified: true }]),
  ];
}

function anonymous(addresses: readonly Address[], links: readonly unknown[]): ConvertedIdentity['problems'] {
  if (addresses.length > 0 || links.length > 0) return [];
  const message = 'this is an anonymous user, with nothing to sign in by; Kratos has no such identities';
  return [{ code: 'no-identifier', field: 'email', message, rejects: true }];
}
