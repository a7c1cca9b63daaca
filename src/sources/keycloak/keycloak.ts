import type { RecordStream, SourceRecord } from '../../records/record.ts';
import type { Address } from '../account.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { notAPerson } from '../not-a-person.ts';
import { textOf } from '../member-of-record.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { flagOf } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { readRealmUsers } from './read-realm-users.ts';
import { keycloakRole } from './recognise-file.ts';
import { userCredentials } from './user-credentials.ts';
import { userLinks } from './user-links.ts';
import { userWarnings } from './user-warnings.ts';

/** `users`: a realm with its users, a realm without them, or the users alone; exports have many such files. */
export function recognise(head: FileHead): string | undefined {
  return keycloakRole(head);
}

/** The users of all files, also those of federated storage. */
export function read(files: readonly SourceFile[], _world: ReadingWorld): RecordStream {
  return readRealmUsers(files);
}

/**
 * A user of Keycloak as its export has them, of any version (UserRepresentation and ExportUtils of Keycloak 26). Roles,
 * groups and attributes go to metadata_admin; `--map traits.department=attributes.department.0` takes one out.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const user = record.value;
  const client = textOf(user['serviceAccountClientId']);
  if (client !== undefined)
    return notAPerson('serviceAccountClientId', 'this is the service account of a client');
  const email = textOf(user['email']);
  const username = textOf(user['username']);
  const isEmailTheName =
    email !== undefined &&
    username !== undefined &&
    normaliseIdentifier(email) === normaliseIdentifier(username);
  const credentials = userCredentials(user['credentials']);
  const links = userLinks(user);
  return buildIdentity(
    {
      source: 'keycloak',
      record,
      defaults: isEmailTheName ? defaultsWithoutName : defaults,
      state: isEnabled(user) ? 'active' : 'inactive',
      addresses: addressesOf(user, email),
      usernames: username === undefined ? [] : [username],
      password: credentials.password,
      links: links.links,
      totp: credentials.totp,
      used: [
        'emailVerified',
        'enabled',
        'credentials',
        ...(isEmailTheName ? ['username'] : []),
        ...links.used,
      ],
      leftOut: ofKeycloakAlone,
      leftOutParts: credentials.leftOut,
      problems: [...credentials.problems, ...userWarnings(user, credentials.password !== undefined)],
    },
    settings,
  );
}

/** Keycloak disables whom a file does not call enabled; of users of another store that one knows it. */
function isEnabled(user: SourceRecord['value']): boolean {
  return flagOf(user['enabled'] ?? textOf(user['username']) === undefined) !== false;
}

const names: FieldMap = new Map([
  ['traits.name.first', { from: 'firstName' }],
  ['traits.name.last', { from: 'lastName' }],
  ['external_id', { from: 'id' }],
]);
/** Realms may have the address for the user name; once is enough. */
const defaultsWithoutName: FieldMap = new Map([['traits.email', { from: 'email' }], ...names]);
const defaults: FieldMap = new Map([...defaultsWithoutName, ['traits.username', { from: 'username' }]]);

/** Of its own sessions and consoles; `totp` repeats what the credentials say. */
const ofKeycloakAlone = [
  'access',
  'disableableCredentialTypes',
  'notBefore',
  'self',
  'totp',
  'userProfileMetadata',
];

/**
 * `phoneNumber` is the attribute that Keycloak's own client scope `phone` reads. Its `phoneNumberVerified` is not believed:
 * before version 24, and where unmanaged attributes are open, people set it themselves.
 */
function addressesOf(user: SourceRecord['value'], email: string | undefined): Address[] {
  const attributes = user['attributes'] as Readonly<Record<string, unknown>> | null | undefined;
  const phone = firstText(attributes?.['phoneNumber']);
  return [
    ...(email === undefined
      ? []
      : [{ via: 'email' as const, value: email, verified: flagOf(user['emailVerified']) === true }]),
    ...(phone === undefined ? [] : [{ via: 'sms' as const, value: phone, verified: false }]),
  ];
}

function firstText(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? value[0] : value);
}
