import type { Identity } from '@ory/client';
import { nameFactors, readFactors } from './factors.ts';

/**
 * An identity as an operator reads it. Of credentials only what they amount to: no hash, no TOTP secret, no recovery
 * code, no provider token. Traits and metadata keep their keys.
 */
export function describeIdentity(identity: Identity, activeSessions: number): Record<string, unknown> {
  const factors = readFactors(identity);
  return {
    id: identity.id,
    state: identity.state,
    'schema-id': identity.schema_id,
    ...(identity.external_id === undefined ? {} : { 'external-id': identity.external_id }),
    traits: identity.traits,
    'metadata-public': identity.metadata_public ?? null,
    'metadata-admin': identity.metadata_admin ?? null,
    addresses: describeAddresses(identity),
    factors: nameFactors(factors),
    links: [...factors.oidc, ...factors.saml],
    'active-sessions': activeSessions,
    'created-at': identity.created_at,
    'updated-at': identity.updated_at,
    'state-changed-at': identity.state_changed_at,
  };
}

/** Each address once, with what it is good for. */
function describeAddresses(identity: Identity): Record<string, unknown>[] {
  const recovery = new Set((identity.recovery_addresses ?? []).map((address) => address.value));
  const verifiable = (identity.verifiable_addresses ?? []).map((address) => ({
    value: address.value,
    via: address.via,
    verified: address.verified,
    recovery: recovery.delete(address.value),
  }));
  const onlyRecovery = (identity.recovery_addresses ?? [])
    .filter((address) => recovery.has(address.value))
    .map((address) => ({ value: address.value, via: address.via, verified: false, recovery: true }));
  return [...verifiable, ...onlyRecovery];
}
