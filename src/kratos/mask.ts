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
  if (colon > 0) return `${address.slice(0, colon)}:${maskAddress(address.slice(colon + 1))}`;
  return `${firstOf(address)}***`;
}

function maskDomain(domain: string): string {
  const dot = domain.lastIndexOf('.');
  return dot > 0 ? `${firstOf(domain)}***${domain.slice(dot)}` : `${firstOf(domain)}***`;
}

/** The first character as people count, so that no emoji is cut in half. */
function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 42);
}
