import { convertArgon2 } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { type Conversion, nothing, withCaution } from './conversion.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';

/**
 * A hash of crypt(3), as in the second field of /etc/shadow (shadow(5), crypt(5)). An account that is locked by
 * something before its hash is converted, and said to be locked.
 */
export function convertCrypt(text: string): Conversion {
  return orRefused(() => {
    const field = readHashText(text);
    if (field === '') return nothing('the field is empty: the system asks for no password');
    if (field === 'x') refuse('x stands in /etc/passwd: the hash is in the second field of /etc/shadow');
    if (field.includes(':'))
      refuse('a whole line is given: the hash is its second field, between the first two colons');
    const hash = field.replace(/^(?:!+|\*LK\*|\*LOCKED\*)(?=.)/, '');
    if (/^(?:!*|\*+|\*?(?:LK|NP|UP|LOCKED)\*?)$/.test(hash))
      return nothing('the field says that there is no password to log in with');
    return hash === field ? convertUnlocked(hash) : withCaution(convertUnlocked(hash), locked);
  });
}

const locked = 'the account is locked in the source: import it as inactive, or its owner can log in again';

function convertUnlocked(hash: string): Conversion {
  const [, id = '', ...fields] = hash.split('$');
  if (hash.startsWith('$2')) return convertBcrypt(hash);
  if (hash.startsWith('$argon2')) return convertArgon2(hash);
  if (id === 'apr1') return toHook('apr1', whole(hash, fields, 22), 'Kratos has no apr1');
  const known = algorithms.get(id);
  if (known !== undefined)
    return toKratos(whole(hash, fields, known.digits).replace(`$${id}$`, `$${known.prefix}$`));
  const name = hash.startsWith('$') ? foreign.get(id.split(',')[0] ?? '') : desName(hash);
  if (name === undefined)
    return refuse('it is no hash of crypt(3) that is known here: $1$, $2b$, $5$, $6$ and $apr1$ are');
  return refuse(`${name} is computed neither by Kratos nor by the hook: set a new password`);
}

const algorithms: ReadonlyMap<string, { prefix: string; digits: number }> = new Map([
  ['1', { prefix: 'md5-crypt', digits: 22 }],
  ['5', { prefix: 'sha256-crypt', digits: 43 }],
  ['6', { prefix: 'sha512-crypt', digits: 86 }],
]);

const foreign: ReadonlyMap<string, string> = new Map([
  ['3', 'the NT hash'],
  ['7', 'scrypt of crypt(3)'],
  ['y', 'yescrypt'],
  ['gy', 'gost-yescrypt'],
  ['sha1', "NetBSD's sha1crypt"],
  ['md5', "Sun's md5"],
]);

function desName(hash: string): string | undefined {
  return /^(?:_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}(?:[./0-9A-Za-z]{11})*)$/.test(hash)
    ? 'crypt(3) of DES'
    : undefined;
}

function whole(hash: string, fields: readonly string[], digits: number): string {
  const digest = fields.at(-1) ?? '';
  const rounds = fields.length === 3 ? (fields[0] ?? '') : 'rounds=5000';
  if ((fields.length !== 2 && fields.length !== 3) || !/^rounds=[1-9]\d{0,9}$/.test(rounds)) {
    refuse('$id$salt$digest is expected, or $id$rounds=N$salt$digest');
  }
  if (/^[./0-9A-Za-z]*$/.test(digest) && digest.length === digits) return hash;
  return refuse(
    `the digest has ${digest.length} characters, where ${digits} are needed: it is cut off or damaged`,
  );
}
