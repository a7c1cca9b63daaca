export type CredentialType =
  | 'password'
  | 'oidc'
  | 'saml'
  | 'totp'
  | 'lookup_secret'
  | 'webauthn'
  | 'passkey'
  | 'code'
  | 'profile'
  | 'link_recovery'
  | 'code_recovery';

export type IdentityState = 'active' | 'inactive';

/** An identity with all that belongs to it, as the store loads and saves it. Times are in stored form. */
export interface Identity {
  id: string;
  externalId: string | null;
  schemaId: string;
  state: IdentityState;
  stateChangedAt: string;
  traits: unknown;
  metadataPublic: unknown;
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
