import { isIPv6 } from 'node:net';
import { isDate, isDateTime, isTime } from './go-times.ts';
import { isEmail, isHostname } from './email-address.ts';
import { mayBePhoneNumber } from './phone-number.ts';
import { isUri, isUriReference, isUriTemplate } from './go-url.ts';

/**
 * The formats that Kratos v26.2.0 checks, as its validator does, which is Go: each was compared with a real one (test/fixtures/kratos-verdicts.json).
 * It checks no others, whatever their name. Where telling for certain would take the tables of a library (`tel`, `regex`), what may be
 * right passes.
 */
export const formatRules: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['email', isEmail],
  ['tel', mayBePhoneNumber],
  ['hostname', isHostname],
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
  ['uri', isUri],
  ['iri', isUri],
  ['uri-reference', isUriReference],
  ['uriref', isUriReference],
  ['iri-reference', isUriReference],
  ['uri-template', isUriTemplate],
  ['ipv4', isIpv4],
  ['ip-address', isIpv4],
  ['ipv6', (text: string) => isIPv6(text) && !text.includes('%')],
  ['json-pointer', isJsonPointer],
  ['relative-json-pointer', isRelativeJsonPointer],
  ['regex', () => true],
]);

/** Numbers as Go reads them: with leading zeros and signs. */
function isIpv4(text: string): boolean {
  const groups = text.split('.');
  return (
    groups.length === 4 &&
    groups.every((group) => /^\+?\d+$|^-0+$/.test(group) && Math.abs(Number(group)) < 256)
  );
}

function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~]|~(?=[01~]))*)?$/s.test(text);
}

function isRelativeJsonPointer(text: string): boolean {
  const [number] = /^(?:0|[1-9]\d*)/.exec(text) ?? [];
  if (number === undefined) return false;
  const rest = text.slice(number.length);
  return rest === '#' || isJsonPointer(rest);
}
