import { toMicroseconds, zeroTime } from '../clock.ts';
import type { Database } from '../database.ts';
import { jsonbText } from '../jsonb.ts';
import { KratosError } from '../kratos-error.ts';
import { rows, run } from '../statement.ts';
import { orderedUuid } from '../uuid.ts';
import { refuseUnstorableCredential, refuseUnstorableIdentifier } from './database-limits.ts';
import { type Credential, type CredentialType, credentialTypes, noConfig } from './identity.ts';
import { normalizeIdentifier } from './normalize-identifier.ts';
import { upgradeCredential } from './upgrade-credential.ts';

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
      const loaded = {
        id,
        type,
        identifiers: loadIdentifiers(db, id),
        config: JSON.parse(String(credential['config'])) as Record<string, unknown>,
        version: Number(credential['version']),
        createdAt: String(credential['created_at']),
        updatedAt: String(credential['updated_at']),
      };
      return [type, upgradeCredential(loaded, identityId)];
    }),
  );
}

/**
 * Makes the stored credentials of an identity those given. What differs from the stored row is deleted
 * and written anew, the rest is completed from it. Throws the database's uniqueness error when an identifier
 * belongs to another identity, and Kratos's 500 for an unknown type and for an empty identifier.
 */
export function saveCredentials(
  db: Database,
  identityId: string,
  credentials: Iterable<Credential>,
  timestamp: string,
): void {
  const missing = new Map([...credentials].map((credential) => [signature(credential), credential]));
  for (const stored of loadCredentials(db, identityId).values()) {
    const same = missing.get(signature(stored));
    if (same === undefined) {
      run(db, 'DELETE FROM identity_credentials WHERE id = ?', stored.id);
    } else {
      Object.assign(same, stored);
      missing.delete(signature(stored));
    }
  }
  insertCredentials(db, identityId, [...missing.values()], timestamp);
}

/**
 * Writes credentials of an identity that has none of their types yet: first all of them, then the identifiers,
 * each handed to `insert`, which may survive the database's uniqueness error. Throws Kratos's 500 for an
 * unknown type, for an empty identifier and for what the database cannot hold.
 */
export function insertCredentials(
  db: Database,
  identityId: string,
  credentials: readonly Credential[],
  timestamp: string,
  insert: (work: () => void) => void = (work) => work(),
): void {
  const ids = credentials.map((credential) => insertCredential(db, identityId, credential, timestamp));
  if (credentials.some((credential) => normalized(credential).includes(''))) throw emptyIdentifier();
  for (const [at, credential] of credentials.entries()) {
    for (const identifier of normalized(credential)) {
      insert(() => insertIdentifier(db, identityId, String(ids[at]), { type: credential.type, identifier }));
    }
  }
}

function insertCredential(
  db: Database,
  identityId: string,
  credential: Credential,
  timestamp: string,
): string {
  if (!credentialTypes.has(credential.type)) {
    throw new KratosError(500, 'An internal server error occurred, please contact the system administrator', {
      reason: `The SQL adapter failed to return the appropriate credentials_type for name "${credential.type}". This is a bug in the code.`,
    });
  }
  refuseUnstorableCredential(credential);
  const id = orderedUuid();
  run(
    db,
    `INSERT INTO identity_credentials (id, identity_id, type, config, version, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    id,
    identityId,
    credential.type,
    jsonbText(credential.config),
    credential.version,
    credential.createdAt === zeroTime ? timestamp : toMicroseconds(credential.createdAt),
    timestamp,
  );
  return id;
}

function insertIdentifier(
  db: Database,
  identityId: string,
  credentialId: string,
  { type, identifier }: { type: CredentialType; identifier: string },
): void {
  refuseUnstorableIdentifier(identifier);
  run(
    db,
    `INSERT INTO identity_credential_identifiers (type, identifier, identity_credential_id, identity_id)
     VALUES (?, ?, ?, ?)`,
    type,
    identifier,
    credentialId,
    identityId,
  );
}

function emptyIdentifier(): KratosError {
  return new KratosError(500, 'Invalid configuration', {
    id: 'invalid_configuration',
    reason: 'Unable to create identity credentials with missing or empty identifier.',
  });
}

function loadIdentifiers(db: Database, credentialId: string): string[] {
  return rows(
    db,
    'SELECT identifier FROM identity_credential_identifiers WHERE identity_credential_id = ? ORDER BY identifier',
    credentialId,
  ).map((found) => String(found['identifier']));
}

function signature(credential: Credential): string {
  const { type, version, config } = credential;
  return jsonbText([type, version, config === noConfig ? null : config, normalized(credential).toSorted()]);
}

function normalized({ type, identifiers }: Credential): string[] {
  return identifiers.map((identifier) => normalizeIdentifier(type, identifier));
}
