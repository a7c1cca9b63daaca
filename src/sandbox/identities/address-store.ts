import { toMicroseconds } from '../clock.ts';
import type { Database } from '../database.ts';
import { rows, run } from '../statement.ts';
import { refuseUnstorableAddress } from './database-limits.ts';
import type { RecoveryAddress, VerifiableAddress } from './identity.ts';

export function loadVerifiableAddresses(db: Database, identityId: string): VerifiableAddress[] {
  return rows(
    db,
    'SELECT * FROM identity_verifiable_addresses WHERE identity_id = ? ORDER BY id',
    identityId,
  ).map((address) => ({
    id: String(address['id']),
    value: String(address['value']),
    via: String(address['via']),
    verified: address['verified'] === 1,
    verifiedAt: address['verified_at'] === null ? null : String(address['verified_at']),
    status: String(address['status']),
    createdAt: String(address['created_at']),
    updatedAt: String(address['updated_at']),
  }));
}

export function loadRecoveryAddresses(db: Database, identityId: string): RecoveryAddress[] {
  return rows(
    db,
    'SELECT * FROM identity_recovery_addresses WHERE identity_id = ? ORDER BY id',
    identityId,
  ).map((address) => ({
    id: String(address['id']),
    value: String(address['value']),
    via: String(address['via']),
    createdAt: String(address['created_at']),
    updatedAt: String(address['updated_at']),
  }));
}

/**
 * Makes the stored verifiable addresses those given. What differs from the stored row is deleted and
 * written anew under its own id, the rest is completed from it. Throws the database's uniqueness error
 * when an address belongs to another identity.
 */
export function saveVerifiableAddresses(
  db: Database,
  identityId: string,
  addresses: readonly VerifiableAddress[],
  timestamp: string,
): void {
  const changes = compare(loadVerifiableAddresses(db, identityId), addresses, verifiableSignature);
  for (const { id } of changes.gone) run(db, 'DELETE FROM identity_verifiable_addresses WHERE id = ?', id);
  for (const address of changes.missing) insertVerifiableAddress(db, identityId, address, timestamp);
}

/** Throws the database's uniqueness error when the address belongs to another identity. */
export function insertVerifiableAddress(
  db: Database,
  identityId: string,
  address: VerifiableAddress,
  timestamp: string,
): void {
  refuseUnstorableAddress(address);
  address.updatedAt = timestamp;
  run(
    db,
    `INSERT INTO identity_verifiable_addresses
       (id, identity_id, value, via, verified, verified_at, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    address.id,
    identityId,
    address.value,
    address.via,
    address.verified ? 1 : 0,
    address.verifiedAt === null ? null : toMicroseconds(address.verifiedAt),
    address.status,
    toMicroseconds(address.createdAt),
    timestamp,
  );
}

/** The same for recovery addresses. */
export function saveRecoveryAddresses(
  db: Database,
  identityId: string,
  addresses: readonly RecoveryAddress[],
  timestamp: string,
): void {
  const changes = compare(loadRecoveryAddresses(db, identityId), addresses, recoverySignature);
  for (const { id } of changes.gone) run(db, 'DELETE FROM identity_recovery_addresses WHERE id = ?', id);
  for (const address of changes.missing) insertRecoveryAddress(db, identityId, address, timestamp);
}

/** Throws the database's uniqueness error when the address belongs to another identity. */
export function insertRecoveryAddress(
  db: Database,
  identityId: string,
  address: RecoveryAddress,
  timestamp: string,
): void {
  refuseUnstorableAddress(address);
  address.updatedAt = timestamp;
  run(
    db,
    `INSERT INTO identity_recovery_addresses (id, identity_id, value, via, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    address.id,
    identityId,
    address.value,
    address.via,
    toMicroseconds(address.createdAt),
    timestamp,
  );
}

/** What is stored and no longer wanted, and what is wanted and not stored; the others are completed. */
function compare<T extends object>(
  stored: readonly T[],
  wanted: readonly T[],
  signature: (address: T) => string,
): { gone: T[]; missing: T[] } {
  const missing = new Map(wanted.map((address) => [signature(address), address]));
  const gone = stored.filter((address) => {
    const same = missing.get(signature(address));
    if (same === undefined) return true;
    Object.assign(same, address);
    missing.delete(signature(address));
    return false;
  });
  return { gone, missing: [...missing.values()] };
}

function verifiableSignature({ value, via, verified, status, verifiedAt }: VerifiableAddress): string {
  return JSON.stringify([value, via, verified, status, verifiedAt && toMicroseconds(verifiedAt)]);
}

function recoverySignature({ value, via }: RecoveryAddress): string {
  return JSON.stringify([value, via]);
}
