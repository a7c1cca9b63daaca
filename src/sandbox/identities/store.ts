import type { Database } from '../database.ts';
import { type Row, row, rows } from '../statement.ts';
import type { Identity, IdentityState } from './identity.ts';
import { loadRecoveryAddresses, loadVerifiableAddresses } from './address-store.ts';
import { loadCredentials } from './credential-store.ts';
import { parseUuid } from '../uuid.ts';

/** The identity of this id (any spelling of a UUID) with credentials and addresses. */
export function findIdentity(db: Database, id: string): Identity | undefined {
  const uuid = parseUuid(id);
  return uuid === undefined
    ? undefined
    : assemble(db, row(db, 'SELECT * FROM identities WHERE id = ?', uuid));
}

export function findIdentityByExternalId(db: Database, externalId: string): Identity | undefined {
  return assemble(db, row(db, 'SELECT * FROM identities WHERE external_id = ?', externalId));
}

/**
 * The identity that owns this identifier of one of these credential types. The identifier is compared as
 * given: lower-case and trim e-mail addresses and usernames first (normalizeIdentifier).
 */
export function findIdentityByIdentifier(
  db: Database,
  identifier: string,
  types: readonly string[],
): Identity | undefined {
  const found = rows(
    db,
    'SELECT type, identity_id FROM identity_credential_identifiers WHERE identifier = ?',
    identifier,
  ).find((owner) => types.includes(String(owner['type'])));
  return found === undefined ? undefined : findIdentity(db, String(found['identity_id']));
}

/** Fills in what belongs to a row of `identities`. */
export function assembleIdentity(db: Database, found: Row): Identity {
  const id = String(found['id']);
  return {
    id,
    externalId: textOrNull(found['external_id']),
    schemaId: String(found['schema_id']),
    state: String(found['state']) as IdentityState,
    stateChangedAt: String(found['state_changed_at']),
    traits: JSON.parse(String(found['traits'])),
    metadataPublic: JSON.parse(String(found['metadata_public'])),
    metadataAdmin: JSON.parse(String(found['metadata_admin'])),
    organizationId: textOrNull(found['organization_id']),
    credentials: loadCredentials(db, id),
    verifiableAddresses: loadVerifiableAddresses(db, id),
    recoveryAddresses: loadRecoveryAddresses(db, id),
    createdAt: String(found['created_at']),
    updatedAt: String(found['updated_at']),
  };
}

function assemble(db: Database, found: Row | undefined): Identity | undefined {
  return found === undefined ? undefined : assembleIdentity(db, found);
}

function textOrNull(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
