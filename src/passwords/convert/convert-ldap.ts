import { convertLdapScheme } from './convert-ldap-scheme.ts';
import { convertSpring } from './convert-spring.ts';
import { type Conversion, nothing, withCaution } from './conversion.ts';
import { bytesOfBase64 } from './encoded-bytes.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { unlockLdap } from './unlock-ldap.ts';

/**
 * A userPassword of LDAP: `{SSHA}…`, `{CRYPT}…` and the other schemes of RFC 2307, of the servers, of Dovecot and of
 * Spring Security, or the password itself, with `{CLEARTEXT}` before it or nothing. What has a scheme is never that. The name of a scheme may be in any case. Also as LDIF writes it,
 * base64 after `userPassword::`, or that base64 alone.
 */
export function convertLdap(text: string): Conversion {
  return orRefused(() => {
    const value = valueOf(text);
    if (value.trim() === '') return nothing('userPassword is empty');
    if (/^[!*]+$/.test(value)) return nothing('userPassword says that there is no password to log in with');
    const unlocked = unlockLdap(value);
    if (unlocked !== undefined) return withCaution(convertLdap(unlocked), locked);
    if (ofSpring.test(value)) return convertSpring(value);
    const [, scheme, rest = ''] = /^\{([^{}]*)\}(.*)$/s.exec(value) ?? [];
    if (scheme === undefined) {
      if (nameless.test(value))
        refuse(
          'it looks like a hash without its scheme: put {CRYPT} before it, or {CLEARTEXT} if it is the password itself',
        );
      return plain(value, 'userPassword has the password itself');
    }
    const name = scheme.toUpperCase();
    if (name === 'CLEARTEXT' || name === 'CLEAR' || name === 'PLAIN' || name === 'PLAINTEXT') {
      return plain(rest, 'userPassword has the password itself, under {CLEARTEXT}');
    }
    return convertLdapScheme(name, readHashText(rest));
  });
}

const locked = 'the account is locked in the source: import it as inactive, or its owner can log in again';

/** What stands in braces is an id of Spring Security, and what follows is as only its encoders write it. */
const ofSpring =
  /^\{(?:[\w-]+@SpringSecurity_v\d+_\d+|noop|ldap|MD4)\}|^\{(?:MD5|SHA-1|SHA-256)\}\{|^\{scrypt\}\$[\da-f]{5,6}\$|^\{(?:pbkdf2|sha256)\}[\da-f]{80}$/i;

/** Imported as a password, the hash itself would open the door. */
const nameless = /^\$(?:1|2[abxyz]?|5|6|7|y|gy|apr1|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]*)\$/;

function plain(password: string, reason: string): Conversion {
  return password === '' ? nothing('userPassword is empty') : { to: 'plain', password, reason };
}

/** Of a line of LDIF, or of base64 whose bytes begin with a scheme: a password that happens to be such base64 is none. */
function valueOf(text: string): string {
  const [, colons, value = ''] = /^userPassword(?:;[\w-]+)?(::?) *(.*)$/is.exec(text) ?? [];
  const written = colons === undefined ? text : value.trimEnd();
  const decoded = bytesOfBase64(written.trim());
  if (decoded === undefined) return written;
  const isHash = /^!*\{[\w@./+-]+(?:, ?\d+)?\}/.test(decoded.toString('latin1'));
  return colons === '::' || isHash ? decoded.toString() : written;
}
