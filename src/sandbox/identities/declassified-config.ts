import type { CredentialType } from './identity.ts';

/**
 * The configuration of a credential as `include_credential` shows it: that of a link to a provider has
 * its own form, and is absent when there is no link; every other is shown as it is stored.
 */
export function declassifiedConfig(
  type: CredentialType,
  config: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (type !== 'oidc' && type !== 'saml') return config;
  const { providers } = config;
  // An import without any provider stores null, which Kratos then shows as one empty link.
  const links = (providers === null ? [{}] : providers) as Record<string, unknown>[] | undefined;
  if (links === undefined || links.length === 0) return undefined;
  return { providers: links.map((link) => shownLink(type, link)) };
}

// Tokens are never imported here, so they are always the empty text that Kratos shows in their place.
function shownLink(type: 'oidc' | 'saml', link: Record<string, unknown>): Record<string, unknown> {
  const { organization } = link;
  return {
    ...(type === 'oidc' && { initial_id_token: '', initial_access_token: '', initial_refresh_token: '' }),
    subject: link['subject'] ?? '',
    provider: link['provider'] ?? '',
    ...(typeof organization === 'string' && organization !== '' && { organization }),
    ...(link['use_auto_link'] === true && { use_auto_link: true }),
  };
}
