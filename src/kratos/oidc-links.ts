import type { Identity } from '@ory/client';

/** A link with an account at another provider; `credential-id` is `provider:subject`. */
export type OidcLink = {
  readonly provider: string;
  readonly subject: string;
  readonly 'credential-id': string;
};

/** The links of an identity by its identifiers alone: their configuration would bring provider tokens along. */
export function oidcLinks(identity: Identity): OidcLink[] {
  return (identity.credentials?.['oidc']?.identifiers ?? []).map((identifier) => {
    // A provider's id holds no colon; a subject may.
    const colon = identifier.indexOf(':');
    return {
      provider: identifier.slice(0, Math.max(colon, 0)),
      subject: identifier.slice(colon + 1),
      'credential-id': identifier,
    };
  });
}
