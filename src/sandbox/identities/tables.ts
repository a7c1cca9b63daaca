/**
 * Tables of the identities. Objects are JSON text; times are UTC text of fixed width with microseconds
 * (src/sandbox/clock.ts), so that they sort. Every rule of uniqueness that Kratos has is an index here,
 * because several processes may write to one database.
 */
export const identityTables: readonly string[] = [
  `CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    external_id TEXT UNIQUE,
    schema_id TEXT NOT NULL,
    state TEXT NOT NULL,
    state_changed_at TEXT NOT NULL,
    traits TEXT NOT NULL,
    metadata_public TEXT NOT NULL DEFAULT 'null',
    metadata_admin TEXT NOT NULL DEFAULT 'null',
    organization_id TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE identity_credentials (
    id TEXT PRIMARY KEY,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    config TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (identity_id, type)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE identity_credential_identifiers (
    type TEXT NOT NULL,
    identifier TEXT NOT NULL,
    identity_credential_id TEXT NOT NULL REFERENCES identity_credentials (id) ON DELETE CASCADE,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    PRIMARY KEY (identifier, type)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX identifiers_of_credential ON identity_credential_identifiers (identity_credential_id)`,
  `CREATE INDEX identifiers_of_identity ON identity_credential_identifiers (identity_id)`,
  `CREATE TABLE identity_verifiable_addresses (
    id TEXT PRIMARY KEY,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    via TEXT NOT NULL,
    verified INTEGER NOT NULL,
    verified_at TEXT,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (via, value)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX verifiable_addresses_of_identity ON identity_verifiable_addresses (identity_id)`,
  `CREATE TABLE identity_recovery_addresses (
    id TEXT PRIMARY KEY,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    via TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (via, value)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX recovery_addresses_of_identity ON identity_recovery_addresses (identity_id)`,
];

/** What the first version of the tables lacks. */
export const identityIndexes: readonly string[] = [
  `CREATE INDEX identities_of_organization ON identities (organization_id) WHERE organization_id IS NOT NULL`,
];
