import {
  decode,
  type Decoder,
  flag,
  list,
  namedText,
  optional,
  optionalTime,
  nullUuid,
  raw,
  struct,
  text,
  uuid,
} from '../go-decode.ts';
import { firstJsonValue, GoJsonError } from '../go-json.ts';
import { KratosError } from '../kratos-error.ts';

/** What a new identity is made of, as POST and every item of a batch spell it. */
export interface CreateBody {
  schema_id: string;
  traits: unknown;
  credentials: ImportedCredentials | undefined;
  verifiable_addresses: AddressBody[];
  recovery_addresses: Omit<AddressBody, 'verified' | 'verified_at' | 'status'>[];
  metadata_public: unknown;
  metadata_admin: unknown;
  state: string;
  organization_id: string | null;
  external_id: string;
}

export interface ImportedCredentials {
  password:
    | { config: { hashed_password: string; password: string; use_password_migration_hook: boolean } }
    | undefined;
  oidc: { config: { providers: ProviderBody[] } } | undefined;
  saml: { config: { providers: Omit<ProviderBody, 'use_auto_link'>[] } } | undefined;
}

export interface ProviderBody {
  subject: string;
  provider: string;
  use_auto_link: boolean;
  organization: string | null;
}

export interface AddressBody {
  id: string;
  value: string;
  verified: boolean;
  via: string;
  status: string;
  verified_at: string | null;
  created_at: string | null;
  updated_at: string | null;
}

/** Reads the body of POST /admin/identities, in which an unknown member at any level is an error. */
export function readCreateBody(body: string): CreateBody {
  try {
    return decode(createBody, firstJsonValue(body), { strict: true });
  } catch (error) {
    if (error instanceof GoJsonError) throw new KratosError(400, error.message);
    throw error;
  }
}

export const verifiableAddressBody: Decoder<AddressBody> = struct('identity.VerifiableAddress', {
  id: uuid,
  value: text,
  verified: flag,
  via: text,
  status: namedText('identity.VerifiableAddressStatus'),
  verified_at: optionalTime,
  created_at: optionalTime,
  updated_at: optionalTime,
});

export const recoveryAddressBody: Decoder<CreateBody['recovery_addresses'][number]> = struct(
  'identity.RecoveryAddress',
  {
    id: uuid,
    value: text,
    via: text,
    created_at: optionalTime,
    updated_at: optionalTime,
  },
);

const oidcProvider = 'identity.AdminCreateIdentityImportCredentialsOIDCProvider';
const samlProvider = 'identity.AdminCreateIdentityImportCredentialsSAMLProvider';
const saml = { subject: text, provider: text, organization: nullUuid };

/** The credentials that POST, PUT and a batch can import. */
export const importedCredentials: Decoder<ImportedCredentials> = struct('identity.IdentityWithCredentials', {
  password: optional(
    struct('identity.AdminIdentityImportCredentialsPassword', {
      config: struct('identity.AdminIdentityImportCredentialsPasswordConfig', {
        hashed_password: text,
        password: text,
        use_password_migration_hook: flag,
      }),
    }),
  ),
  oidc: optional(
    struct('identity.AdminIdentityImportCredentialsOIDC', {
      config: struct('identity.AdminIdentityImportCredentialsOIDCConfig', {
        providers: list(oidcProvider, struct(oidcProvider, { ...saml, use_auto_link: flag })),
      }),
    }),
  ),
  saml: optional(
    struct('identity.AdminIdentityImportCredentialsSAML', {
      config: struct('identity.AdminIdentityImportCredentialsSAMLConfig', {
        providers: list(samlProvider, struct(samlProvider, saml)),
      }),
    }),
  ),
});

export const createBody: Decoder<CreateBody> = struct('identity.CreateIdentityBody', {
  schema_id: text,
  traits: raw,
  credentials: optional(importedCredentials),
  verifiable_addresses: list('identity.VerifiableAddress', verifiableAddressBody),
  recovery_addresses: list('identity.RecoveryAddress', recoveryAddressBody),
  metadata_public: raw,
  metadata_admin: raw,
  state: namedText('identity.State'),
  organization_id: nullUuid,
  external_id: text,
});
