/**
 * Tables of the sessions and of the self-service flows that lead to them. Tokens, recovery codes and
 * recovery tokens are stored as hashes only. All that belongs to an identity goes when it is deleted.
 */
export const sessionTables: readonly string[] = [
  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL,
    aal TEXT NOT NULL,
    authentication_methods TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    authenticated_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sessions_of_identity ON sessions (identity_id, created_at)`,
  `CREATE INDEX sessions_by_age ON sessions (created_at)`,
  `CREATE TABLE session_devices (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    ip_address TEXT NOT NULL,
    user_agent TEXT,
    location TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX devices_of_session ON session_devices (session_id)`,
  `CREATE TABLE self_service_flows (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    submit_count INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX flows_by_expiry ON self_service_flows (expires_at)`,
  `CREATE TABLE recovery_grants (
    id TEXT PRIMARY KEY,
    flow_id TEXT NOT NULL REFERENCES self_service_flows (id) ON DELETE CASCADE,
    identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX grants_of_flow ON recovery_grants (flow_id)`,
  `CREATE INDEX grants_of_identity ON recovery_grants (identity_id)`,
];
