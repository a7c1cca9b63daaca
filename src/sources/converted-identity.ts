import type { HookKind } from '../passwords/hook/hook-kinds.ts';
import type { RecordPlace } from '../records/record.ts';

/** What `POST /admin/identities` takes, and besides totp and lookup_secret, which the import adds after it. */
export interface IdentityBody {
  schema_id: string;
  /** Of a new identity, active where it is missing. */
  state?: 'active' | 'inactive';
  traits: Record<string, unknown>;
  external_id?: string;
  credentials?: {
    password?: {
      config: { hashed_password: string } | { use_password_migration_hook: true } | { password: string };
    };
    oidc?: { config: { providers: { provider: string; subject: string; use_auto_link?: true }[] } };
    saml?: { config: { providers: { provider: string; subject: string }[] } };
    totp?: { config: { totp_url: string } };
    lookup_secret?: { config: { recovery_codes: { code: string }[] } };
  };
  verifiable_addresses?: {
    value: string;
    via: 'email' | 'sms';
    verified: boolean;
    status: string;
    verified_at?: string;
  }[];
  metadata_public?: Record<string, unknown>;
  metadata_admin?: Record<string, unknown>;
}

/** One record as an identity, with an account of where every field of it went. */
export interface ConvertedIdentity {
  /** Undefined when a problem rejects the record. */
  readonly identity: IdentityBody | undefined;
  /** For the migration hook's file, where Kratos cannot hold the hash; the identifiers are what a person may type. */
  readonly hook:
    | { readonly identifiers: readonly string[]; readonly kind: HookKind; readonly hash: string }
    | undefined;
  /** What must be unique in the whole input, as Kratos compares it: `name:ada@example.com`, `link:google:123`, … */
  readonly unique: readonly string[];
  /** For the report: the format of the password's hash, `hook: phpass`, or `none`. */
  readonly password: string;
  /** Names of fields that went to metadata_admin under the source's name. */
  readonly inMetadata: readonly string[];
  /** Names of fields that went nowhere. */
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * - `no-identifier`: neither an address nor a user name nor a link
 * - `duplicate`: an earlier record has the same address, user name, link or id
 * - `password`: the hash cannot be brought over, or could never match
 * - `field`: a field is not what its mapping says
 * - `too-long`: above what the database of Kratos holds
 * - `deleted`: the source itself keeps the record as that of somebody who is gone
 * - `not-a-person`: a service account or the like
 * - `link`, `totp`, `lookup-secret`: that credential cannot be brought over
 * - `factor`: a second factor or a passkey of another kind, which cannot be brought over
 */
export type IdentityProblemCode =
  | 'no-identifier'
  | 'duplicate'
  | 'password'
  | 'field'
  | 'too-long'
  | 'deleted'
  | 'link'
  | 'totp'
  | 'lookup-secret'
  | 'not-a-person'
  | 'factor';

export interface IdentityProblem {
  readonly code: IdentityProblemCode;
  /** Of the source, as a dotted path. */
  readonly field: string;
  /** One sentence: why, and what to do next; nothing of what the record says of a person, no hash. */
  readonly message: string;
  /** Whether the record is left out because of it; else it is a warning. */
  readonly rejects: boolean;
  /** Of a duplicate: the record that came first. */
  readonly earlier?: RecordPlace | undefined;
}
