/** Every kind of credential that can be stored; not all of them can be made here. */
const storable = [
  'password',
  'oidc',
  'saml',
  'totp',
  'lookup_secret',
  'webauthn',
  'passkey',
  'code',
] as const;

// Kratos accepts these two as names of credentials, but no identity ever has one.
const nominal = ['link_recovery', 'code_recovery'] as const;

export type CredentialType = (typeof storable)[number] | (typeof nominal)[number];

export const credentialTypes: ReadonlySet<string> = new Set(storable);

/** Whether a request may name this type of credential. */
export function isCredentialType(name: string): name is CredentialType {
  return credentialTypes.has(name) || name === 'link_recovery' || name === 'code_recovery';
}

export type IdentityState = 'active' | 'inactive';

export function isIdentityState(state: string): state is IdentityState {
  return state === 'active' || state === 'inactive';
}

/**
 * An identity with all that belongs to it, as the store loads and saves it. Times are in stored form, or
 * more precise when just set, or `zeroTime` when the store has yet to set them.
 */
export interface Identity {
  id: string;
  externalId: string | null;
  schemaId: string;
  state: IdentityState;
  stateChangedAt: string;
  traits: unknown;
  metadataPublic: unknown;
  /** Undefined when a request did not mention it: then its answer does not either. */
  metadataAdmin: unknown;
  organizationId: string | null;
  credentials: Map<CredentialType, Credential>;
  verifiableAddresses: VerifiableAddress[];
  recoveryAddresses: RecoveryAddress[];
  createdAt: string;
  updatedAt: string;
}

export interface Credential {
  id: string;
  type: CredentialType;
  identifiers: string[];
  config: Record<string, unknown>;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/**
 * The configuration of a credential that only a trait calls for. It is stored as `{}`, and yet is not the `{}`
 * that may be stored already: to Kratos such a credential is a new one.
 */
export const noConfig: Record<string, unknown> = Object.freeze({});

export interface VerifiableAddress {
  id: string;
  value: string;
  via: string;
  verified: boolean;
  verifiedAt: string | null;
  status: string;
  createdAt: string;
  updatedAt: string;
}

export interface RecoveryAddress {
  id: string;
  value: string;
  via: string;
  createdAt: string;
  updatedAt: string;
}
