import { renderTime } from '../clock.ts';
import type { Credential, CredentialType, Identity, RecoveryAddress, VerifiableAddress } from './identity.ts';

export interface IdentityJsonOptions {
  /** `schema_url` as it shall be printed (schemas/catalog.ts); sessions print an empty one. */
  schemaUrl: string;
  /** Whether credentials are listed at all. Default: false. */
  credentials?: boolean;
  /** The credential types whose configuration is shown. Default: none. */
  declassified?: readonly CredentialType[];
  /** Default: true. The public port and sessions never show it. */
  metadataAdmin?: boolean;
  /** Default: true. */
  addresses?: boolean;
}

/** An identity as Kratos prints it, in the order of members in which it does. */
export function identityJson(identity: Identity, options: IdentityJsonOptions): Record<string, unknown> {
  const { credentials = false, declassified = [], metadataAdmin = true, addresses = true } = options;
  return {
    id: identity.id,
    ...(identity.externalId !== null && { external_id: identity.externalId }),
    ...(credentials &&
      identity.credentials.size > 0 && { credentials: credentialsJson(identity, declassified) }),
    schema_id: identity.schemaId,
    schema_url: options.schemaUrl,
    state: identity.state,
    state_changed_at: renderTime(identity.stateChangedAt),
    traits: identity.traits,
    ...(addresses &&
      identity.verifiableAddresses.length > 0 && {
        verifiable_addresses: identity.verifiableAddresses.map(verifiableAddressJson),
      }),
    ...(addresses &&
      identity.recoveryAddresses.length > 0 && {
        recovery_addresses: identity.recoveryAddresses.map(recoveryAddressJson),
      }),
    metadata_public: identity.metadataPublic,
    ...(metadataAdmin && { metadata_admin: identity.metadataAdmin }),
    created_at: renderTime(identity.createdAt),
    updated_at: renderTime(identity.updatedAt),
    organization_id: identity.organizationId,
  };
}

export function verifiableAddressJson(address: VerifiableAddress): Record<string, unknown> {
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

export function recoveryAddressJson(address: RecoveryAddress): Record<string, unknown> {
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
  declassified: readonly CredentialType[],
): Record<string, unknown> {
  const types = [...identity.credentials.keys()].toSorted();
  return Object.fromEntries(
    types.map((type) => {
      const credential = identity.credentials.get(type) as Credential;
      return [type, credentialJson(credential, declassified.includes(type))];
    }),
  );
}

function credentialJson(credential: Credential, withConfig: boolean): Record<string, unknown> {
  return {
    type: credential.type,
    identifiers: credential.identifiers,
    ...(withConfig && { config: credential.config }),
    version: credential.version,
    created_at: renderTime(credential.createdAt),
    updated_at: renderTime(credential.updatedAt),
  };
}
