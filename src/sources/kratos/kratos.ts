import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import type { FieldMap } from '../field-map.ts';
import { isObject } from '../member-of-record.ts';
import { isEmpty } from '../read-field.ts';
import type { FileHead, ReadingWorld, SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { identityAddresses, identityNames } from './identity-addresses.ts';
import { identityCredentials } from './identity-credentials.ts';
import { identityWarnings } from './identity-warnings.ts';
import { readIdentities } from './read-identities.ts';
import { kratosRole } from './recognise-file.ts';

/** `identities`: as Kratos gives them, or as it takes them, alone, in lists or in requests for many. */
export function recognise(head: FileHead): string | undefined {
  return kratosRole(head);
}

/** The identities of all files, out of the requests around them. */
export function read(files: readonly SourceFile[], _world: ReadingWorld): RecordStream {
  return readIdentities(files);
}

/**
 * An identity of another Kratos, as it is. Kratos gives ids and times of its own: the old id is the external id, unless
 * there was one; what else has no place goes to metadata_admin.kratos.
 */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const identity = record.value;
  const credentials = identityCredentials(identity);
  const converted = buildIdentity(
    {
      source: roomFor(identity['metadata_admin']),
      record,
      defaults,
      addresses: identityAddresses(identity),
      usernames: identityNames(identity),
      password: credentials.password,
      links: credentials.links,
      totp: credentials.totp,
      lookupCodes: credentials.lookupCodes,
      used: ['credentials', 'verifiable_addresses'],
      leftOut: [...madeAnew, ...withoutRoom(identity)],
      leftOutParts: credentials.leftOut,
      mayLackIdentifier: true,
      problems: [...credentials.problems, ...identityWarnings(identity)],
    },
    settings,
  );
  return credentials.isForHook ? withHook(converted) : converted;
}

/** All of traits and metadata: `--map` and `--set` go into them. */
const defaults: FieldMap = new Map([
  ['schema_id', { from: 'schema_id' }],
  ['state', { from: 'state' }],
  ['traits', { from: 'traits' }],
  ['metadata_public', { from: 'metadata_public' }],
  ['metadata_admin', { from: 'metadata_admin' }],
  ['external_id', { from: 'external_id', otherwise: ['id'] }],
]);

/** Kratos makes them of the traits and the schema; `patch_id` is of the request. */
const madeAnew = ['schema_url', 'recovery_addresses', 'patch_id'];

/** What an earlier move has left in metadata stays. */
function roomFor(metadata: unknown): string {
  if (!isObject(metadata)) return 'kratos';
  let room = 'kratos';
  for (let count = 2; room in metadata; count += 1) room = `kratos_${count}`;
  return room;
}

/** Metadata may be any JSON; where it is a text or a list, nothing can be added to it. */
function withoutRoom(identity: SourceRecord['value']): string[] {
  const { metadata_admin: metadata, external_id: externalId } = identity;
  if (isEmpty(metadata) || isObject(metadata)) return [];
  return Object.keys(identity).filter(
    (name) => !ownMembers.has(name) && (name !== 'id' || !isEmpty(externalId)),
  );
}

const ownMembers: ReadonlySet<string> = new Set([
  ...defaults.keys(),
  'credentials',
  'verifiable_addresses',
  ...madeAnew,
]);

/** The hook of that Kratos knows the hash; this one must have the same. */
function withHook(converted: ConvertedIdentity): ConvertedIdentity {
  if (converted.identity === undefined) return converted;
  const password = { config: { use_password_migration_hook: true as const } };
  const identity = { ...converted.identity, credentials: { ...converted.identity.credentials, password } };
  return { ...converted, identity, password: 'migration hook' };
}
