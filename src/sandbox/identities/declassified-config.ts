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
  const links = linksIn(config['providers']);
  return links.length === 0 ? undefined : { providers: links.map((link) => shownLink(type, link)) };
}

/** What Kratos finds when it goes through the links, of whatever kind a JSON Patch has made them. */
function linksIn(providers: unknown): unknown[] {
  if (providers === undefined) return [];
  if (Array.isArray(providers)) return providers;
  // An import without any provider stores null, which Kratos then shows as one empty link.
  return isObject(providers) ? Object.values(providers) : [providers];
}

// Tokens are never imported here, so they are always the empty text that Kratos shows in their place.
function shownLink(type: 'oidc' | 'saml', stored: unknown): Record<string, unknown> {
  const link = isObject(stored) ? stored : {};
  const organization = textOf(link['organization']);
  return {
    ...(type === 'oidc' && { initial_id_token: '', initial_access_token: '', initial_refresh_token: '' }),
    subject: textOf(link['subject']),
    provider: textOf(link['provider']),
    ...(organization !== '' && { organization }),
    ...(link['use_auto_link'] === true && { use_auto_link: true }),
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
