import { toMicroseconds, zeroTime } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { isUniqueViolation, type Database } from '../database.ts';
import { jsonbText } from '../jsonb.ts';
import { run } from '../statement.ts';
import { parseUuid } from '../uuid.ts';
import {
  insertRecoveryAddress,
  insertVerifiableAddress,
  saveRecoveryAddresses,
  saveVerifiableAddresses,
} from './address-store.ts';
import { insertCredentials, saveCredentials } from './credential-store.ts';
import { refuseUnstorableRow } from './database-limits.ts';
import type { Identity } from './identity.ts';
import { normalizeAddress, normalizeIdentifier } from './normalize-identifier.ts';

/** Writes one new identity, as insertIdentities does. Throws the database's uniqueness error when it conflicts. */
export function insertIdentity(context: SandboxContext, identity: Identity): void {
  insertIdentities(context, [identity]);
}

/**
 * Writes new identities with all that belongs to them, inside the caller's transaction, and completes them, so
 * that they can be printed afterwards. Of several, those that conflict are not written and returned; one
 * alone throws the database's uniqueness error, also one that is left alone after the conflicts of external ids.
 * What the database cannot hold throws Kratos's 500.
 *
 * As Kratos does, all rows of one table are written before those of the next, and what conflicted is deleted
 * last: until then, what else it brought stands in the way of those after it.
 */
export function insertIdentities(context: SandboxContext, identities: readonly Identity[]): Set<Identity> {
  const { db, clock } = context;
  const conflicting = new Set<Identity>();
  const insertAmong =
    (all: readonly Identity[]) =>
    (identity: Identity, work: () => void): void => {
      try {
        work();
      } catch (error) {
        if (all.length === 1 || !isUniqueViolation(error)) throw error;
        conflicting.add(identity);
      }
    };

  const insertOne = insertAmong(identities);
  for (const identity of identities) insertOne(identity, () => insertRow(context, identity));
  const inserted = identities.filter((identity) => !conflicting.has(identity));
  const insert = insertAmong(inserted);
  for (const identity of inserted) completeAddresses(identity, clock, identity.createdAt);
  for (const identity of inserted) {
    for (const address of identity.verifiableAddresses) {
      insert(identity, () => insertVerifiableAddress(db, identity.id, address, identity.createdAt));
    }
  }
  for (const identity of inserted) {
    for (const address of identity.recoveryAddresses) {
      insert(identity, () => insertRecoveryAddress(db, identity.id, address, identity.createdAt));
    }
  }
  for (const identity of inserted) {
    insertCredentials(db, identity.id, [...identity.credentials.values()], identity.createdAt, (work) =>
      insert(identity, work),
    );
  }
  for (const { id } of conflicting) deleteIdentity(db, id);
  return conflicting;
}

/**
 * Writes a changed identity, inside the caller's transaction; updated_at changes even if nothing else
 * does. Throws the database's uniqueness error when it conflicts with another identity.
 */
export function updateIdentity({ db, clock }: SandboxContext, identity: Identity): void {
  refuseUnstorableRow(identity);
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
  completeAddresses(identity, clock, timestamp);
  saveRecoveryAddresses(db, identity.id, identity.recoveryAddresses, timestamp);
  saveVerifiableAddresses(db, identity.id, identity.verifiableAddresses, timestamp);
  saveCredentials(db, identity.id, identity.credentials.values(), timestamp);
  identity.credentials = new Map(
    [...identity.credentials.values()].map((credential) => [credential.type, credential]),
  );
}

/** Deletes an identity with credentials, addresses, sessions and all else that is its own; false if there is none. */
export function deleteIdentity(db: Database, id: string): boolean {
  const uuid = parseUuid(id);
  return uuid !== undefined && run(db, 'DELETE FROM identities WHERE id = ?', uuid) > 0;
}

function insertRow({ db, clock }: SandboxContext, identity: Identity): void {
  refuseUnstorableRow(identity);
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

/** Addresses are stored normalized and completed. */
function completeAddresses(
  { recoveryAddresses, verifiableAddresses }: Identity,
  clock: SandboxContext['clock'],
  timestamp: string,
): void {
  for (const address of recoveryAddresses) {
    address.value = normalizeAddress(address.value);
    if (address.createdAt === zeroTime) address.createdAt = timestamp;
  }
  for (const address of verifiableAddresses) {
    address.value = normalizeAddress(address.value);
    address.status ||= address.verified ? 'completed' : 'pending';
    address.verifiedAt = address.verified ? (address.verifiedAt ?? clock.preciseTimestamp()) : null;
    if (address.createdAt === zeroTime) address.createdAt = timestamp;
  }
}
