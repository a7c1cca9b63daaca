/**
 * An address or user name as logs, errors and history may show it: `a***@e***.com`, `+***99`, `m***`.
 * Enough for its owner to recognise, not enough for others to use.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${firstOf(address)}***@${maskDomain(address.slice(at + 1))}`;
  if (/^\+?[\d\s()/.-]{5,}$/.test(address))
    return `${address.startsWith('+') ? '+' : ''}***${address.slice(-2)}`;
  const colon = address.indexOf(':');
  if (colon > 0 && providers.has(address.slice(0, colon)))
    return `${address.slice(0, colon)}:${maskAddress(address.slice(colon + 1))}`;
  return `${firstOf(address)}***`;
}

/**
 * Who links accounts, as most call it and as Kratos's own documentation does. What else stands before a colon is as good
 * as any other part of a user's name.
 */
const providers: ReadonlySet<string> = new Set(
  'amazon apple auth0 discord facebook generic github gitlab google linkedin microsoft okta oidc saml slack spotify'.split(
    ' ',
  ),
);

function maskDomain(domain: string): string {
  const dot = domain.lastIndexOf('.');
  return dot > 0 ? `${firstOf(domain)}***${domain.slice(dot)}` : `${firstOf(domain)}***`;
}

/** The first character as people count, so that no emoji is cut in half. */
function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 42);
}
