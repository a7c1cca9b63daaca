/**
 * Why Go's url.Parse refuses a text as an address, in its words; undefined for what it takes, and for refusals
 * that are rarer than these: a malformed escape, a port that is none, an open bracket, no scheme before the colon.
 */
export function goUrlProblem(text: string): string | undefined {
  const reason = reasonOf(text);
  return reason === undefined ? undefined : `parse ${JSON.stringify(text)}: ${reason}`;
}

function reasonOf(text: string): string | undefined {
  if (text.startsWith(':')) return 'missing protocol scheme';
  const [, authority = ''] = /^(?:[a-z][a-z\d+.-]*:)?\/\/([^/?#]*)/i.exec(text) ?? [];
  if (authority.startsWith('[') && !authority.includes(']')) return "missing ']' in host";
  const [port] = /:(?!\d*$)[^@\]]*$/.exec(authority) ?? [];
  if (port !== undefined) return `invalid port ${JSON.stringify(port)} after host`;
  // Escapes in the query are looked at later, and not here.
  const [path = ''] = text.split('?', 1);
  const [escape] = /%(?![\da-f]{2}).{0,2}/i.exec(path) ?? [];
  return escape === undefined ? undefined : `invalid URL escape ${JSON.stringify(escape)}`;
}
