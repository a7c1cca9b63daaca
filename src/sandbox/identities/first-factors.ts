import type { Identity } from './identity.ts';

/**
 * How many ways an identity has to log in without a second factor, as Kratos counts them: a password
 * that is set, each link to a provider, each passwordless security key and each passkey. A code by e-mail does not
 * count, because login by code alone is not enabled.
 */
export function countFirstFactors(identity: Identity): number {
  return (
    countPassword(identity) +
    countLinks(identity) +
    countKeys(identity, 'webauthn') +
    countKeys(identity, 'passkey')
  );
}

function countPassword(identity: Identity): number {
  const password = identity.credentials.get('password');
  const hash = password?.config['hashed_password'];
  return hasIdentifier(password) && typeof hash === 'string' && hash !== '' ? 1 : 0;
}

function countLinks(identity: Identity): number {
  const oidc = identity.credentials.get('oidc');
  const providers = oidc?.config['providers'];
  const links = (Array.isArray(providers) ? providers : []) as (Record<string, unknown> | null)[];
  const found = (oidc?.identifiers ?? []).map((identifier) => {
    const [provider, ...rest] = identifier.split(':');
    const subject = rest.join(':');
    if (!provider || !subject) return 0;
    return links.filter(
      (link) => link?.['provider'] === provider && link['subject'] === subject && !link['organization'],
    ).length;
  });
  return found.reduce((sum, count) => sum + count, 0);
}

// A security key counts only if it was registered for login without a password; a passkey always is.
function countKeys(identity: Identity, type: 'webauthn' | 'passkey'): number {
  const credential = identity.credentials.get(type);
  const keys = credential?.config['credentials'];
  if (!hasIdentifier(credential) || !Array.isArray(keys)) return 0;
  if (type === 'passkey') return keys.length;
  return keys.filter((key: Record<string, unknown> | null) => key?.['is_passwordless'] === true).length;
}

function hasIdentifier(credential: { identifiers: readonly string[] } | undefined): boolean {
  return credential !== undefined && credential.identifiers.join('') !== '';
}
