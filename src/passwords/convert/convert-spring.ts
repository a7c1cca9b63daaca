import { convertArgon2 } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertDigest, type DigestAlgorithm, digestLengths } from './convert-digest.ts';
import { convertLdapScheme } from './convert-ldap-scheme.ts';
import { convertSpringPbkdf2, convertSpringScrypt, type SpringSettings } from './convert-spring-key.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfHex } from './encoded-bytes.ts';
import { readBase64, readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';

/**
 * What the encoders of Spring Security write, under the id in braces that DelegatingPasswordEncoder puts before it, or
 * without one if it is bcrypt, argon2 or scrypt. From spring-security-crypto 4.1 to 6.5.
 */
export function convertSpring(text: string, settings: SpringSettings = {}): Conversion {
  return orRefused(() => {
    if (text.trim() === '') return nothing('the hash is empty');
    const [, id, rest = ''] = /^\{([^{}]*)\}(.*)$/s.exec(text) ?? [];
    if (id === undefined) return convertWithoutId(readHashText(text));
    if (id.toLowerCase() === 'noop') return convertNoop(rest);
    const convert = encoders.get(id.toLowerCase().replace(/@springsecurity_v\d+_\d+$/, ''));
    if (convert === undefined) return refuse('the id in braces is none that comes with Spring Security');
    const hash = readHashText(rest);
    const release = id.slice(id.indexOf('_v') + 2).replace('_', '.');
    return hash === '' ? nothing('nothing follows the id in braces') : convert(hash, settings, release);
  });
}

function convertWithoutId(hash: string): Conversion {
  if (hash.startsWith('$argon2')) return convertArgon2(hash);
  return /^\$[\da-f]{5,6}\$/.test(hash) ? convertSpringScrypt(hash) : convertBcrypt(hash);
}

/** A password may have spaces around it. */
function convertNoop(password: string): Conversion {
  if (password === '') return nothing('the password is empty');
  return { to: 'plain', password, reason: 'the password itself stands there, under {noop}' };
}

type ConvertRest = (rest: string, settings: SpringSettings, release: string) => Conversion;

const encoders: ReadonlyMap<string, ConvertRest> = new Map<string, ConvertRest>([
  ['bcrypt', (rest) => convertBcrypt(rest)],
  ['argon2', convertArgon2],
  ['pbkdf2', convertSpringPbkdf2],
  ['scrypt', convertSpringScrypt],
  ['md5', (rest) => convertMessageDigest('md5', rest)],
  ['sha-1', (rest) => convertMessageDigest('sha1', rest)],
  ['sha-256', (rest) => convertMessageDigest('sha256', rest)],
  ['ldap', convertLdapSha],
  ['sha256', () => notComputed('SHA-256, repeated 1,024 times as StandardPasswordEncoder does,')],
  ['md4', () => notComputed('MD4')],
]);

/** `{salt}digest` of MessageDigestPasswordEncoder: the braces are hashed with the salt, after the password. */
function convertMessageDigest(algorithm: DigestAlgorithm, rest: string): Conversion {
  const [, salt = '', text = ''] = /^(\{[^}]*\})?(.*)$/.exec(rest) ?? [];
  const isHex = text.length === 2 * digestLengths[algorithm];
  const digest = (isHex ? bytesOfHex(text) : undefined) ?? readBase64(text, 'the digest');
  return convertDigest({ algorithm, digest, salt: Buffer.from(salt), template: '{PASSWORD}{SALT}' });
}

/** `{SSHA}…` or `{SHA}…` after the id. */
function convertLdapSha(rest: string): Conversion {
  const [, scheme = '', hash] = /^\{(\w+)\}(.*)$/.exec(rest) ?? [];
  if (hash === undefined) refuse('{SSHA} or {SHA} is expected after {ldap}');
  return convertLdapScheme(scheme.toUpperCase(), hash);
}

function notComputed(what: string): never {
  return refuse(`${what} is computed neither by Kratos nor by the hook: set a new password`);
}
