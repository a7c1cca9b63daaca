import type { Database } from '../database.ts';
import { rows, run } from '../statement.ts';
import type { RecoveryAddress, VerifiableAddress } from './identity.ts';

export function loadVerifiableAddresses(db: Database, identityId: string): VerifiableAddress[] {
  return rows(
    db,
    'SELECT * FROM identity_verifiable_addresses WHERE identity_id = ? ORDER BY created_at, value',
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
    'SELECT * FROM identity_recovery_addresses WHERE identity_id = ? ORDER BY created_at, value',
    identityId,
  ).map((address) => ({
    id: String(address['id']),
    value: String(address['value']),
    via: String(address['via']),
    createdAt: String(address['created_at']),
    updatedAt: String(address['updated_at']),
  }));
}

/** Makes the stored verifiable addresses those given; an address is known by its id. */
export function saveVerifiableAddresses(
  db: Database,
  identityId: string,
  addresses: readonly VerifiableAddress[],
): void {
  deleteOthers(db, 'identity_verifiable_addresses', identityId, addresses);
  for (const address of addresses) {
    run(
      db,
      `INSERT INTO identity_verifiable_addresses
         (id, identity_id, value, via, verified, verified_at, status, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET value = excluded.value, via = excluded.via, verified = excluded.verified,
         verified_at = excluded.verified_at, status = excluded.status, updated_at = excluded.updated_at`,
      address.id,
      identityId,
      address.value,
      address.via,
      address.verified ? 1 : 0,
      address.verifiedAt,
      address.status,
      address.createdAt,
      address.updatedAt,
    );
  }
}

/** Makes the stored recovery addresses those given; an address is known by its id. */
export function saveRecoveryAddresses(
  db: Database,
  identityId: string,
  addresses: readonly RecoveryAddress[],
): void {
  deleteOthers(db, 'identity_recovery_addresses', identityId, addresses);
  for (const address of addresses) {
    run(
      db,
      `INSERT INTO identity_recovery_addresses (id, identity_id, value, via, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET value = excluded.value, via = excluded.via, updated_at = excluded.updated_at`,
      address.id,
      identityId,
      address.value,
      address.via,
      address.createdAt,
      address.updatedAt,
    );
  }
}

function deleteOthers(
  db: Database,
  table: 'identity_verifiable_addresses' | 'identity_recovery_addresses',
  identityId: string,
  keep: readonly { id: string }[],
): void {
  const ids = new Set(keep.map((address) => address.id));
  for (const stored of rows(db, `SELECT id FROM ${table} WHERE identity_id = ?`, identityId)) {
    if (!ids.has(String(stored['id']))) run(db, `DELETE FROM ${table} WHERE id = ?`, String(stored['id']));
  }
}
