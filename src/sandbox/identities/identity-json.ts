import { renderTime, zeroTime } from '../clock.ts';
import { declassifiedConfig } from './declassified-config.ts';
import type { Credential, CredentialType, Identity, RecoveryAddress, VerifiableAddress } from './identity.ts';

export interface IdentityJsonOptions {
  /** `schema_url` as it shall be printed (schemas/catalog.ts); sessions print an empty one. */
  schemaUrl: string;
  /**
   * `none`: no credentials (default); a list: all, with the configuration of these types (an empty list
   * lists them without any); `raw`: all, with every configuration as it is stored.
   */
  credentials?: 'none' | 'raw' | readonly CredentialType[];
  /** Default: true. The public port and sessions never show it. */
  metadataAdmin?: boolean;
  /** Default: true. */
  addresses?: boolean;
}

/** An identity as Kratos prints it, in the order of members in which it does. */
export function identityJson(identity: Identity, options: IdentityJsonOptions): Record<string, unknown> {
  const { credentials = 'none', metadataAdmin = true, addresses = true } = options;
  const { verifiableAddresses, recoveryAddresses } = identity;
  return {
    id: identity.id,
    ...(identity.externalId !== null && { external_id: identity.externalId }),
    ...(credentials !== 'none' &&
      identity.credentials.size > 0 && { credentials: credentialsJson(identity, credentials) }),
    schema_id: identity.schemaId,
    schema_url: options.schemaUrl,
    state: identity.state,
    ...(renderTime(identity.stateChangedAt) !== zeroTime && {
      state_changed_at: renderTime(identity.stateChangedAt),
    }),
    traits: identity.traits,
    ...(addresses &&
      verifiableAddresses.length > 0 && {
        verifiable_addresses: verifiableAddresses.map(verifiableAddressJson),
      }),
    ...(addresses &&
      recoveryAddresses.length > 0 && { recovery_addresses: recoveryAddresses.map(recoveryAddressJson) }),
    metadata_public: identity.metadataPublic ?? null,
    ...(metadataAdmin && identity.metadataAdmin !== undefined && { metadata_admin: identity.metadataAdmin }),
    created_at: renderTime(identity.createdAt),
    updated_at: renderTime(identity.updatedAt),
    organization_id: identity.organizationId,
  };
}

function verifiableAddressJson(address: VerifiableAddress): Record<string, unknown> {
  return {
    id: address.id,
    value: address.value,
    verified: address.verified,
    via: address.via,
    status: address.status,
    ...(address.verifiedAt !== null && { verified_at: renderTime(address.verifiedAt) }),
    created_at: renderTime(address.createdAt),
    updated_at: renderTime(address.updatedAt),
  };
}

function recoveryAddressJson(address: RecoveryAddress): Record<string, unknown> {
  return {
    id: address.id,
    value: address.value,
    via: address.via,
    created_at: renderTime(address.createdAt),
    updated_at: renderTime(address.updatedAt),
  };
}

function credentialsJson(
  identity: Identity,
  shown: 'raw' | readonly CredentialType[],
): Record<string, unknown> {
  const entries = [...identity.credentials].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([type, credential]) => [type, credentialJson(credential, shown)]));
}

function credentialJson(
  credential: Credential,
  shown: 'raw' | readonly CredentialType[],
): Record<string, unknown> {
  const { type, config } = credential;
  const visible =
    shown === 'raw' ? config : shown.includes(type) ? declassifiedConfig(type, config) : undefined;
  return {
    type,
    identifiers: credential.identifiers,
    ...(visible !== undefined && { config: visible }),
    version: credential.version,
    created_at: renderTime(credential.createdAt),
    updated_at: renderTime(credential.updatedAt),
  };
}
