import { isIPv6 } from 'node:net';

/** Whether Go's url.Parse takes a text, and it has a scheme. */
export function isUri(text: string): boolean {
  return isUriReference(text) && scheme.test(text);
}

/** Whether Go's url.Parse takes a text: nearly everything is a path; blanks and braces may stand there, and what is no host may not. */
export function isUriReference(text: string): boolean {
  if (controls.test(text)) return false;
  const [beforeFragment = '', ...fragment] = text.split('#');
  if (!hasSoundEscapes(fragment.join('#'))) return false;
  const rest = beforeFragment.replace(scheme, '');
  const hasScheme = rest !== beforeFragment;
  if (!hasScheme && rest.startsWith(':')) return false;
  const [hierarchy = ''] = rest.split('?', 1);
  if (!hierarchy.startsWith('/')) {
    // Of `mailto:…` nothing is looked at.
    return hasScheme || (!/^[^/]*:/.test(hierarchy) && hasSoundEscapes(hierarchy));
  }
  if (!hierarchy.startsWith('//') || (!hasScheme && hierarchy.startsWith('///')))
    return hasSoundEscapes(hierarchy);
  const [authority = ''] = hierarchy.slice(2).split('/', 1);
  return isAuthority(authority) && hasSoundEscapes(hierarchy.slice(2 + authority.length));
}

/** The same, and braces in the path that open and close one at a time. */
export function isUriTemplate(text: string): boolean {
  if (!isUriReference(text)) return false;
  const [path = ''] = text.replace(scheme, '').split(/[?#]/, 1);
  return path
    .replace(/^\/\/[^/]*/, '')
    .split('/')
    .every((segment) => /^(?:[^{}]|\{[^{}]*\})*$/s.test(segment));
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at !== -1 && !(userinfo.test(authority.slice(0, at)) && hasSoundEscapes(authority.slice(0, at))))
    return false;
  const host = authority.slice(at + 1);
  if (!host.startsWith('[')) return regularHost.test(host);
  const [, address = '', zone] = /^\[([^\]%]*)(%25[^\]]+)?\](?::\d*)?$/.exec(host) ?? [];
  return isIPv6(address) && (zone === undefined || hasSoundEscapes(zone));
}

const scheme = /^[a-z][a-z\d+.-]*:/i;
const controls = /[\p{Cc}--[\x80-\x9f]]/v;
const userinfo = /^[\w.:!$&'()*+,;=%@~-]*$/;
/** Of escapes only letters beyond ASCII; one colon at most, with a port behind it. */
const regularHost = /^(?:[\w.~!$&'()*+,;=<>"\u0080-\uffff-]|%[89a-f][\da-f])*(?::\d*)?$/i;

function hasSoundEscapes(text: string): boolean {
  return !/%(?![\da-f]{2})/i.test(text);
}
