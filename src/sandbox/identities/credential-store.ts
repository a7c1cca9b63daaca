import { toMicroseconds, zeroTime } from '../clock.ts';
import type { Database } from '../database.ts';
import { jsonbText } from '../jsonb.ts';
import { KratosError } from '../kratos-error.ts';
import { rows, run } from '../statement.ts';
import { orderedUuid } from '../uuid.ts';
import { type Credential, type CredentialType, credentialTypes, noConfig } from './identity.ts';
import { normalizeIdentifier } from './normalize-identifier.ts';

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
      return [type, upgraded(loaded, identityId)];
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
  for (const credential of missing.values()) insertCredential(db, identityId, credential, timestamp);
}

function insertCredential(db: Database, identityId: string, credential: Credential, timestamp: string): void {
  if (!credentialTypes.has(credential.type)) {
    throw new KratosError(500, 'An internal server error occurred, please contact the system administrator', {
      reason: `The SQL adapter failed to return the appropriate credentials_type for name "${credential.type}". This is a bug in the code.`,
    });
  }
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
  for (const identifier of normalized(credential)) {
    if (identifier === '') {
      throw new KratosError(500, 'Invalid configuration', {
        id: 'invalid_configuration',
        reason: 'Unable to create identity credentials with missing or empty identifier.',
      });
    }
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

function loadIdentifiers(db: Database, credentialId: string): string[] {
  return rows(
    db,
    'SELECT identifier FROM identity_credential_identifiers WHERE identity_credential_id = ? ORDER BY identifier',
    credentialId,
  ).map((found) => String(found['identifier']));
}

// Kratos completes credentials of the first version whenever it reads one.
function upgraded(credential: Credential, identityId: string): Credential {
  if (credential.version !== 0) return credential;
  if (credential.type === 'webauthn') return upgradedKeys(credential, identityId);
  return credential.type === 'code' ? upgradedCode(credential) : credential;
}

function upgradedKeys(credential: Credential, identityId: string): Credential {
  const { credentials: keys, user_handle: handle } = credential.config;
  return {
    ...credential,
    version: 1,
    config: {
      ...credential.config,
      ...(Array.isArray(keys) && {
        credentials: keys.map((key: Record<string, unknown>) => ({
          ...key,
          is_passwordless: key['is_passwordless'] ?? false,
        })),
      }),
      user_handle: handle ?? Buffer.from(identityId.replaceAll('-', ''), 'hex').toString('base64'),
    },
  };
}

function upgradedCode(credential: Credential): Credential {
  const { used_at: _used, address_type: type, addresses, ...config } = credential.config;
  const channel = typeof type === 'string' && type.trim().toLowerCase() === 'sms' ? 'sms' : 'email';
  const known: unknown[] = Array.isArray(addresses) ? addresses : [];
  const added = credential.identifiers.map((address) => ({ address, channel }));
  return { ...credential, version: 1, config: { ...config, addresses: [...known, ...added] } };
}

function signature(credential: Credential): string {
  const { type, version, config } = credential;
  return jsonbText([type, version, config === noConfig ? null : config, normalized(credential).toSorted()]);
}

function normalized({ type, identifiers }: Credential): string[] {
  return identifiers.map((identifier) => normalizeIdentifier(type, identifier));
}
