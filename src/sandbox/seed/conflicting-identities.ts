import type { Database } from '../database.ts';
import type { Identity } from '../identities/identity.ts';
import { normalizeAddress, normalizeIdentifier } from '../identities/normalize-identifier.ts';
import { rows } from '../statement.ts';

/** The ids of the stored identities that keep this one from being inserted. */
export function ownersOf(db: Database, { id, externalId, credentials, ...identity }: Identity): string[] {
  const owners = new Set<string>();
  const look = (sql: string, ...values: string[]): void => {
    for (const found of rows(db, sql, ...values)) owners.add(String(found['id']));
  };
  look('SELECT id FROM identities WHERE id = ?', id);
  if (externalId !== null) look('SELECT id FROM identities WHERE external_id = ?', externalId);
  for (const { type, identifiers } of credentials.values()) {
    for (const identifier of identifiers) {
      look(
        'SELECT identity_id AS id FROM identity_credential_identifiers WHERE identifier = ? AND type = ?',
        normalizeIdentifier(type, identifier),
        type,
      );
    }
  }
  for (const [table, addresses] of [
    ['identity_verifiable_addresses', identity.verifiableAddresses],
    ['identity_recovery_addresses', identity.recoveryAddresses],
  ] as const) {
    for (const { via, value } of addresses) {
      look(
        `SELECT identity_id AS id FROM ${table} WHERE via = ? AND value = ?`,
        via,
        normalizeAddress(value),
      );
    }
    for (const address of addresses) {
      look(`SELECT identity_id AS id FROM ${table} WHERE id = ?`, address.id);
    }
  }
  return [...owners];
}
