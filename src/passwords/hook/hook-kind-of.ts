import { hashFormatOf } from '../recognised-prefix.ts';
import type { HookKind } from './hook-kinds.ts';

/**
 * The kind that the text of a hash tells; undefined where it tells none, or could be of two: `md5$…` and `sha1$…`
 * are werkzeug's or Django's. Of bcrypt it cannot tell whether it is peppered, and takes it for Kratos's.
 */
export function hookKindOf(hash: string): HookKind | undefined {
  const foreign = prefixes.find(([, prefix]) => prefix.test(hash))?.[0];
  return foreign ?? (hashFormatOf(hash) === undefined ? undefined : 'kratos');
}

const prefixes: readonly (readonly [HookKind, RegExp])[] = [
  ['phpass', /^\$[PH]\$/],
  ['wordpress', /^\$wp\$2/],
  ['drupal', /^(?:U\$[SPH]|\$S)\$/],
  ['django-bcrypt-sha256', /^bcrypt_sha256\$/],
  ['werkzeug', /^(?:pbkdf2:|scrypt:|sha(?:224|256|384|512)\$)/],
  ['symfony', /^symfony\$/],
  ['fusionauth', /^salted-(?:md5|sha256|sha512)\$/],
  ['pbkdf2-sha2', /^pbkdf2-sha2-(?:224|384)\$/],
  ['argon2', /^\$argon2(?:d\$|(?:i|id)\$(?!v=19\$))/],
  ['apr1', /^\$apr1\$/],
  ['hmac-sha256-utf16', /^hmac-sha256-utf16\$/],
  ['ldap-sha384', /^\{S?SHA384\}/i],
];
