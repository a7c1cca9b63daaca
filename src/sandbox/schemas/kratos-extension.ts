import { badRequest } from '../kratos-error.ts';

/** The keyword under which Kratos's own rules stand in a schema. */
export const extensionName = 'ory.sh/kratos';

/** What a trait means to Kratos: which credentials it identifies, how it is verified, how it recovers. */
export interface KratosExtension {
  credentials?: {
    password?: { identifier?: boolean };
    webauthn?: { identifier?: boolean };
    passkey?: { display_name?: boolean };
    totp?: { account_name?: boolean };
    code?: { identifier?: boolean; via?: string };
  };
  verification?: { via?: string };
  recovery?: { via?: string };
}

/** A trait that the schema gives such a meaning, as found in one document. */
export interface TraitRole {
  extension: KratosExtension;
  value: string;
  /** The JSON Schema `format` beside it, or ''. */
  format: string;
}

/** The channel of a code credential; refuses what Kratos refuses. */
export function codeChannel(via: string | undefined): 'email' | 'sms' {
  if (via === 'email' || via === 'sms') return via;
  throw badRequest(`channel type "${via ?? ''}" must be one of email, sms`);
}
