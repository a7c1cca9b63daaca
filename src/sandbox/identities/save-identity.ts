import { toMicroseconds, zeroTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import type { Database } from '../database.ts';
import { jsonbText } from '../jsonb.ts';
import { run } from '../statement.ts';
import { parseUuid } from '../uuid.ts';
import { saveRecoveryAddresses, saveVerifiableAddresses } from './address-store.ts';
import { saveCredentials } from './credential-store.ts';
import { refuseUnstorable } from './database-limits.ts';
import type { Identity } from './identity.ts';
import { normalizeAddress, normalizeIdentifier } from './normalize-identifier.ts';

/**
 * Writes a new identity with all that belongs to it, inside the caller's transaction. Sets the times
 * that are `zeroTime` and completes the addresses, so that the identity can be printed afterwards.
 * Throws the database's uniqueness error when it conflicts with another identity.
 */
export function insertIdentity({ db, clock }: SandboxContext, identity: Identity): void {
  refuseUnstorable(identity);
  const timestamp = clock.timestamp();
  identity.createdAt = timestamp;
  identity.updatedAt = timestamp;
  run(
    db,
    `INSERT INTO identities (external_id, schema_id, state, state_changed_at, traits, metadata_public,
       metadata_admin, organization_id, created_at, updated_at, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...columns(identity),
  );
  saveAssociations({ db, clock }, identity, timestamp);
}

/**
 * Writes a changed identity, inside the caller's transaction; updated_at changes even if nothing else
 * does. Throws the database's uniqueness error when it conflicts with another identity.
 */
export function updateIdentity({ db, clock }: SandboxContext, identity: Identity): void {
  refuseUnstorable(identity);
  const timestamp = clock.timestamp();
  identity.updatedAt = timestamp;
  for (const credential of identity.credentials.values()) {
    const { type, identifiers } = credential;
    credential.identifiers = identifiers.map((identifier) => normalizeIdentifier(type, identifier));
  }
  run(
    db,
    `UPDATE identities SET external_id = ?, schema_id = ?, state = ?, state_changed_at = ?, traits = ?,
       metadata_public = ?, metadata_admin = ?, organization_id = ?, created_at = ?, updated_at = ?
     WHERE id = ?`,
    ...columns(identity),
  );
  saveAssociations({ db, clock }, identity, timestamp);
  identity.credentials = new Map(
    [...identity.credentials.values()].map((credential) => [credential.type, credential]),
  );
}

/** Deletes an identity with credentials, addresses, sessions and all else that is its own; false if there is none. */
export function deleteIdentity(db: Database, id: string): boolean {
  const uuid = parseUuid(id);
  return uuid !== undefined && run(db, 'DELETE FROM identities WHERE id = ?', uuid) > 0;
}

function columns(identity: Identity): (string | null)[] {
  return [
    identity.externalId === '' ? null : identity.externalId,
    identity.schemaId,
    identity.state,
    toMicroseconds(identity.stateChangedAt),
    jsonbText(identity.traits),
    jsonbText(identity.metadataPublic),
    jsonbText(identity.metadataAdmin),
    identity.organizationId,
    toMicroseconds(identity.createdAt),
    identity.updatedAt,
    identity.id,
  ];
}

function saveAssociations(
  { db, clock }: Pick<SandboxContext, 'db' | 'clock'>,
  identity: Identity,
  timestamp: string,
): void {
  for (const address of identity.recoveryAddresses) {
    address.value = normalizeAddress(address.value);
    if (address.createdAt === zeroTime) address.createdAt = timestamp;
  }
  for (const address of identity.verifiableAddresses) {
    address.value = normalizeAddress(address.value);
    address.status ||= address.verified ? 'completed' : 'pending';
    address.verifiedAt = address.verified ? (address.verifiedAt ?? clock.preciseTimestamp()) : null;
    if (address.createdAt === zeroTime) address.createdAt = timestamp;
  }
  saveRecoveryAddresses(db, identity.id, identity.recoveryAddresses, timestamp);
  saveVerifiableAddresses(db, identity.id, identity.verifiableAddresses, timestamp);
  saveCredentials(db, identity.id, identity.credentials.values(), timestamp);
}
