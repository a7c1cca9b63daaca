import { anything, flag, list, record, text, time, uuid } from './decode-member.ts';

/**
 * The members of an identity that Kratos v26.2.0 takes when it is created, and their types, as its strict decoder has them
 * (measured); and totp and lookup_secret, which it does not take then, and which follow as a patch.
 */
export const readBody = record<BodyMembers>({
  schema_id: text,
  state: text,
  traits: anything,
  external_id: text,
  credentials: record<CredentialMembers>({
    password: record<PasswordCredential>({
      config: record<PasswordMembers>({
        hashed_password: text,
        password: text,
        use_password_migration_hook: flag,
      }),
    }),
    oidc: record<LinkCredential>({
      config: record<Links>({
        providers: list(
          record<LinkMembers>({ provider: text, subject: text, use_auto_link: flag, organization: uuid }),
        ),
      }),
    }),
    saml: record<LinkCredential>({
      config: record<Links>({
        providers: list(record<LinkMembers>({ provider: text, subject: text, organization: uuid })),
      }),
    }),
    totp: record<TotpCredential>({ config: record<TotpMembers>({ totp_url: text }) }),
    lookup_secret: record<CodeCredential>({
      config: record<Codes>({ recovery_codes: list(record<CodeMembers>({ code: text, used_at: time })) }),
    }),
  }),
  verifiable_addresses: list(
    record<AddressMembers>({
      id: uuid,
      value: text,
      verified: flag,
      via: text,
      status: text,
      verified_at: time,
      created_at: time,
      updated_at: time,
    }),
  ),
  recovery_addresses: list(
    record<AddressMembers>({ id: uuid, value: text, via: text, created_at: time, updated_at: time }),
  ),
  metadata_public: anything,
  metadata_admin: anything,
  organization_id: uuid,
});

/** What is left of a row: everything is what it has to be, and may be missing. */
export interface BodyMembers {
  schema_id?: string;
  state?: string;
  traits?: unknown;
  external_id?: string;
  credentials?: CredentialMembers;
  verifiable_addresses?: AddressMembers[];
  recovery_addresses?: AddressMembers[];
  metadata_public?: unknown;
  metadata_admin?: unknown;
  organization_id?: string;
}

export interface CredentialMembers {
  password?: PasswordCredential;
  oidc?: LinkCredential;
  saml?: LinkCredential;
  totp?: TotpCredential;
  lookup_secret?: CodeCredential;
}

type PasswordCredential = { config?: PasswordMembers };
type LinkCredential = { config?: Links };
type Links = { providers?: LinkMembers[] };
type TotpCredential = { config?: TotpMembers };
type TotpMembers = { totp_url?: string };
type CodeCredential = { config?: Codes };
type Codes = { recovery_codes?: CodeMembers[] };

export interface PasswordMembers {
  hashed_password?: string;
  password?: string;
  use_password_migration_hook?: boolean;
}

export interface LinkMembers {
  provider?: string;
  subject?: string;
  use_auto_link?: boolean;
  organization?: string;
}

export interface AddressMembers {
  id?: string;
  value?: string;
  verified?: boolean;
  via?: string;
  status?: string;
  verified_at?: string;
  created_at?: string;
  updated_at?: string;
}

export interface CodeMembers {
  code?: string;
  used_at?: string;
}
