import { randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import { jsonbText } from '../jsonb.ts';
import { row, rows, run } from '../statement.ts';
import type { Credential, CredentialType } from './identity.ts';

/** The credentials of one identity by type, with their configuration. */
export function loadCredentials(db: Database, identityId: string): Map<CredentialType, Credential> {
  const found = rows(
    db,
    'SELECT * FROM identity_credentials WHERE identity_id = ? ORDER BY type',
    identityId,
  );
  return new Map(
    found.map((credential) => {
      const type = String(credential['type']) as CredentialType;
      const id = String(credential['id']);
      return [
        type,
        {
          id,
          type,
          identifiers: rows(
            db,
            'SELECT identifier FROM identity_credential_identifiers WHERE identity_credential_id = ? ORDER BY identifier',
            id,
          ).map((identifier) => String(identifier['identifier'])),
          config: JSON.parse(String(credential['config'])) as Record<string, unknown>,
          version: Number(credential['version']),
          createdAt: String(credential['created_at']),
          updatedAt: String(credential['updated_at']),
        },
      ];
    }),
  );
}

/**
 * Brings the stored credentials of an identity to `wanted`: what is no longer there is deleted, what
 * differs is written. Throws the database's uniqueness error when an identifier belongs to another.
 */
export function saveCredentials(
  db: Database,
  identityId: string,
  wanted: Iterable<Credential>,
  timestamp: string,
): void {
  const keep = [...wanted];
  const types = new Set<string>(keep.map((credential) => credential.type));
  for (const stored of rows(
    db,
    'SELECT id, type FROM identity_credentials WHERE identity_id = ?',
    identityId,
  )) {
    if (!types.has(String(stored['type']))) {
      run(db, 'DELETE FROM identity_credentials WHERE id = ?', String(stored['id']));
    }
  }
  for (const credential of keep) saveCredential(db, identityId, credential, timestamp);
}

/** Writes one credential of an identity, replacing the one of the same type. */
export function saveCredential(
  db: Database,
  identityId: string,
  credential: Omit<Credential, 'id' | 'createdAt' | 'updatedAt'>,
  timestamp: string,
): void {
  const config = jsonbText(credential.config);
  run(
    db,
    `INSERT INTO identity_credentials (id, identity_id, type, config, version, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (identity_id, type) DO UPDATE
     SET config = excluded.config, version = excluded.version, updated_at = excluded.updated_at`,
    randomUUID(),
    identityId,
    credential.type,
    config,
    credential.version,
    timestamp,
    timestamp,
  );
  const id = String(
    row(
      db,
      'SELECT id FROM identity_credentials WHERE identity_id = ? AND type = ?',
      identityId,
      credential.type,
    )?.['id'],
  );
  run(db, 'DELETE FROM identity_credential_identifiers WHERE identity_credential_id = ?', id);
  for (const identifier of new Set(credential.identifiers)) {
    run(
      db,
      `INSERT INTO identity_credential_identifiers (type, identifier, identity_credential_id, identity_id)
       VALUES (?, ?, ?, ?)`,
      credential.type,
      identifier,
      id,
      identityId,
    );
  }
}
