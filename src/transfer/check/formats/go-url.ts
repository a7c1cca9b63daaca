/** Whether Go's url.Parse takes a text, and it has a scheme. */
export function isUri(text: string): boolean {
  return isUriReference(text) && scheme.test(text);
}

/**
 * Whether Go's url.Parse takes a text: nearly everything is a path, in which blanks and braces may stand, and what is no host may not
 * stand where one does. Where releases of Go differ, about hosts with brackets and colons, the milder one counts.
 */
export function isUriReference(text: string): boolean {
  const { hierarchy, hasScheme, fragment } = partsOf(text);
  if (controls.test(text.split('#', 1)[0] ?? '')) return false;
  if (!hasSoundEscapes(fragment) || (!hasScheme && hierarchy.startsWith(':'))) return false;
  if (!hierarchy.startsWith('/')) {
    // Of `mailto:…` nothing is looked at.
    return hasScheme || (!/^[^/]*:/.test(hierarchy) && hasSoundEscapes(hierarchy));
  }
  const authority = authorityOf(hierarchy, hasScheme);
  if (authority === undefined) return hasSoundEscapes(hierarchy);
  return isAuthority(authority) && hasSoundEscapes(hierarchy.slice(2 + authority.length));
}

/** The same, and braces in the path that open and close one at a time. */
export function isUriTemplate(text: string): boolean {
  const { hierarchy, hasScheme } = partsOf(text);
  if (!isUriReference(text)) return false;
  if (hasScheme && !hierarchy.startsWith('/')) return true;
  const authority = authorityOf(hierarchy, hasScheme);
  const path = authority === undefined ? hierarchy : hierarchy.slice(2 + authority.length);
  return path.split('/').every((segment) => /^(?:[^{}]|\{[^{}]*\})*$/s.test(segment));
}

/** `//host/path` or `path`, without the query. */
function partsOf(text: string): { hierarchy: string; hasScheme: boolean; fragment: string } {
  const [before = '', ...fragment] = text.split('#');
  const rest = before.replace(scheme, '');
  const [hierarchy = ''] = rest.split('?', 1);
  return { hierarchy, hasScheme: rest !== before, fragment: fragment.join('#') };
}

function authorityOf(hierarchy: string, hasScheme: boolean): string | undefined {
  if (!hierarchy.startsWith('//') || (!hasScheme && hierarchy.startsWith('///'))) return undefined;
  return hierarchy.slice(2).split('/', 1)[0];
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  const host = authority.slice(at + 1);
  if (!userinfo.test(user) || !hasSoundEscapes(user)) return false;
  if (host.startsWith('[')) return /\](?::\d*)?$/.test(host);
  return regularHost.test(host) && /^[^:]*$|:\d*$/.test(host);
}

const scheme = /^[a-z][a-z\d+.-]*:/i;
const controls = /[\p{Cc}--[\x80-\x9f]]/v;
const userinfo = /^[\w.:!$&'()*+,;=%@~-]*$/;
/** Of escapes only those of letters beyond ASCII, and of the percent sign. */
const regularHost = /^(?:[\w.~!$&'()*+,;=:[\]<>"\u0080-\uffff-]|%(?:25|[89a-f][\da-f]))*$/i;

function hasSoundEscapes(text: string): boolean {
  return !/%(?![\da-f]{2})/i.test(text);
}
