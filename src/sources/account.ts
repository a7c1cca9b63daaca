import type { Conversion } from '../passwords/convert/conversion.ts';
import type { SourceRecord } from '../records/record.ts';
import type { IdentityProblem } from './converted-identity.ts';
import type { FieldMap } from './field-map.ts';

/** What a source has understood of one record; build-identity.ts makes an identity of it. */
export interface Account {
  /** What is left of the record is kept under this name in metadata_admin. */
  readonly source: string;
  readonly record: SourceRecord;
  /** What goes where unless it is mapped otherwise: traits, metadata, `external_id`. One object for all records. */
  readonly defaults: FieldMap;
  /** Unless it is mapped or set; active unless given. */
  readonly state?: 'active' | 'inactive' | undefined;
  /** Whatever of it reaches the traits is verified in Kratos if it was before, and may be typed at login. */
  readonly addresses: readonly Address[];
  readonly usernames: readonly string[];
  readonly password?: AccountPassword | undefined;
  readonly links: readonly SocialLink[];
  readonly totp?: TotpSecret | undefined;
  /** Recovery codes in plain text. */
  readonly lookupCodes?: readonly string[] | undefined;
  /** Dotted paths of what the above, password and credentials included, was made of; defaults need not be named. */
  readonly used: readonly string[];
  /** Dotted paths of what is known to be of no use to anybody; it is counted. */
  readonly leftOut: readonly string[];
  /** The same within what is used, in words for the count: `credentials[] (password-history)`. */
  readonly leftOutParts?: readonly string[] | undefined;
  /** Whether nobody needs to be able to sign in: only in what comes from Kratos itself. */
  readonly mayLackIdentifier?: boolean | undefined;
  /** What the source itself found wrong. */
  readonly problems: readonly IdentityProblem[];
}

export interface Address {
  readonly via: 'email' | 'sms';
  readonly value: string;
  readonly verified: boolean;
  /** ISO 8601, where it is known. */
  readonly verifiedAt?: string | undefined;
}

export interface AccountPassword {
  readonly field: string;
  readonly conversion: Conversion;
}

export interface SocialLink {
  readonly field: string;
  /** As the source calls it: `google-oauth2`, `google.com`. */
  readonly provider: string;
  readonly subject: string;
  /** Whether the customer named the provider: then no name is known to mean another, `azure` among them. */
  readonly isOwnName?: boolean | undefined;
  /** Of links that come from Kratos: `provider` is the id in its configuration, and they may be SAML's. */
  readonly ofKratos?: { readonly protocol: 'oidc' | 'saml'; readonly useAutoLink: boolean } | undefined;
}

export interface TotpSecret {
  readonly field: string;
  /** In base32, as authenticator apps show it; spaces and lower case do not matter. */
  readonly secret: string;
  /** Kratos knows SHA1, 6 digits and 30 seconds alone; anything else is a problem. */
  readonly algorithm?: string | undefined;
  readonly digits?: number | undefined;
  readonly period?: number | undefined;
  /** As Kratos itself had it: taken as it is. */
  readonly url?: string | undefined;
}
