import { convertLdapScheme } from './convert-ldap-scheme.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfBase64 } from './encoded-bytes.ts';
import { readHashText } from './read-field.ts';
import { orRefused } from './refused-hash.ts';

/**
 * A userPassword of LDAP: `{SSHA}…`, `{CRYPT}…` and the other schemes of RFC 2307 and of the servers, or the password
 * itself, with `{CLEARTEXT}` before it or nothing. The name of a scheme may be in any case. Also as LDIF writes it,
 * base64 after `userPassword::`, or that base64 alone.
 */
export function convertLdap(text: string): Conversion {
  return orRefused(() => {
    const value = valueOf(text);
    if (value.trim() === '') return nothing('userPassword is empty');
    const [, scheme, rest = ''] = /^\{([\w./+-]+)\}(.*)$/s.exec(value) ?? [];
    if (scheme === undefined) return plain(value, 'userPassword has the password itself');
    const name = scheme.toUpperCase();
    if (name === 'CLEARTEXT' || name === 'CLEAR' || name === 'PLAIN' || name === 'PLAINTEXT') {
      return plain(rest, 'userPassword has the password itself, under {CLEARTEXT}');
    }
    return convertLdapScheme(name, readHashText(rest));
  });
}

function plain(password: string, reason: string): Conversion {
  return password === '' ? nothing('userPassword is empty') : { to: 'plain', password, reason };
}

/** Of a line of LDIF, or of base64 whose bytes begin with a scheme: a password that happens to be such base64 is none. */
function valueOf(text: string): string {
  const [, colons, value = ''] = /^userPassword(?:;[\w-]+)?(::?) *(.*)$/is.exec(text) ?? [];
  const written = colons === undefined ? text : value.trimEnd();
  const decoded = bytesOfBase64(written.trim());
  if (decoded === undefined) return written;
  const isHash = /^\{[\w./+-]+\}/.test(decoded.toString('latin1'));
  return colons === '::' || isHash ? decoded.toString() : written;
}
