import { convertArgon2 } from './convert-argon2.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertCrypt } from './convert-crypt.ts';
import { convertDigest, type DigestAlgorithm, digestLengths } from './convert-digest.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import { bytesOfAdaptedBase64, bytesOfHex, paddedBase64 } from './encoded-bytes.ts';
import { iterationBounds, readBase64, readCount, readHex, requireLength } from './read-field.ts';
import { refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';

/**
 * What stands after a scheme in braces, its name in capitals. From OpenLDAP's lutil_passwd and its contributed pbkdf2,
 * argon2 and sha2 modules, passlib's ldap_* and atlassian_pbkdf2_sha1, pwdstorage of 389 Directory Server, and
 * password-scheme.c of Dovecot.
 * Throws RefusedHashError for what is cut off, and for what neither Kratos nor the hook computes.
 */
export function convertLdapScheme(scheme: string, rest: string): Conversion {
  const convert = converters.get(scheme);
  if (convert === undefined) {
    // A name that nobody knows may be the beginning of a password.
    const name = foreign.test(scheme) ? `{${scheme}}` : 'the scheme in braces before the hash';
    const advice =
      name === `{${scheme}}` ? '' : ', or put {CLEARTEXT} before it if all of it is the password itself';
    return refuse(`${name} is computed neither by Kratos nor by the hook: set a new password${advice}`);
  }
  return rest === '' ? nothing(`nothing follows {${scheme}}`) : convert(rest);
}

type ConvertRest = (rest: string) => Conversion;

const converters: ReadonlyMap<string, ConvertRest> = new Map<string, ConvertRest>([
  ['MD5', (rest) => (rest.startsWith('$') ? convertCrypt(rest) : convertPlainDigest('md5', rest))],
  ['PLAIN-MD5', (rest) => convertPlainDigest('md5', rest)],
  ['LDAP-MD5', (rest) => convertPlainDigest('md5', rest)],
  ['SMD5', (rest) => convertSaltedDigest('md5', rest)],
  ['SHA', (rest) => convertPlainDigest('sha1', rest)],
  ['SHA1', (rest) => convertPlainDigest('sha1', rest)],
  ['SSHA', (rest) => convertSaltedDigest('sha1', rest)],
  ['SHA256', (rest) => convertPlainDigest('sha256', rest)],
  ['SSHA256', (rest) => convertSaltedDigest('sha256', rest)],
  ['SHA384', (rest) => convertSha384('SHA384', rest)],
  ['SSHA384', (rest) => convertSha384('SSHA384', rest)],
  ['SHA512', (rest) => convertPlainDigest('sha512', rest)],
  ['SSHA512', (rest) => convertSaltedDigest('sha512', rest)],
  ['CRYPT', convertCrypt],
  ...['BLF', 'MD5', 'SHA256', 'SHA512', 'DES'].map((name) => [`${name}-CRYPT`, convertCrypt] as const),
  ['BCRYPT', (rest) => convertBcrypt(rest)],
  ['ARGON2', convertArgon2],
  ['ARGON2I', convertArgon2],
  ['ARGON2ID', convertArgon2],
  ['PBKDF2', (rest) => (rest.startsWith('$') ? convertDovecotPbkdf2(rest) : convertLdapPbkdf2('sha1', rest))],
  ['PBKDF2-SHA1', (rest) => convertLdapPbkdf2('sha1', rest)],
  ['PBKDF2-SHA256', (rest) => convertLdapPbkdf2('sha256', rest)],
  ['PBKDF2-SHA512', (rest) => convertLdapPbkdf2('sha512', rest)],
  ['PBKDF2_SHA256', convertBinaryPbkdf2],
  ['PKCS5S2', convertAtlassian],
  ['SASL', () => nothing('the password is checked elsewhere ({SASL})')],
  ['KERBEROS', () => nothing('the password is checked elsewhere ({KERBEROS})')],
  ['K5KEY', () => nothing('the password is checked elsewhere ({K5KEY}, a key of Kerberos)')],
]);

const foreign =
  /^(?:S?SHA-?224|S?SHA-384|NTHASH|LANMAN|NT|LM|TOTP\w*|GOST_YESCRYPT|SCRYPT|CRYPT-\w+|3DES|AES|RC4|BLOWFISH|(?:HMAC|CRAM|DIGEST)-MD5|NTLM|RPA|OTP|SKEY|SCRAM-SHA-\d+|X-IS\w+, ?\d+)$/;

function convertPlainDigest(algorithm: DigestAlgorithm, rest: string): Conversion {
  const isHex = rest.length === 2 * digestLengths[algorithm];
  const digest = (isHex ? bytesOfHex(rest) : undefined) ?? readBase64(rest, 'userPassword');
  return convertDigest({ algorithm, digest });
}

/** Digest and salt in one. Kratos has the form for three of the algorithms, but not for an empty salt. */
function convertSaltedDigest(algorithm: DigestAlgorithm, rest: string): Conversion {
  const length = digestLengths[algorithm];
  const bytes = readBase64(rest, 'userPassword');
  const salt = bytes.subarray(length);
  if (algorithm === 'md5' || salt.length === 0) {
    return convertDigest({
      algorithm,
      digest: bytes.subarray(0, length),
      salt,
      template: '{PASSWORD}{SALT}',
    });
  }
  return toKratos(`{SSHA${algorithm.slice(3).replace(/^1$/, '')}}${paddedBase64(bytes)}`);
}

/** Digest and salt in one, or the digest alone. */
function convertSha384(scheme: string, rest: string): Conversion {
  const isHex = scheme === 'SHA384' && rest.length === 96;
  const bytes = (isHex ? bytesOfHex(rest) : undefined) ?? readBase64(rest, 'userPassword');
  if (bytes.length < 48 || (scheme === 'SHA384' && bytes.length > 48)) {
    refuse(`the digest has ${bytes.length} bytes, where sha384 makes 48: it is cut off`);
  }
  return toHook('ldap-sha384', `{${scheme}}${paddedBase64(bytes)}`, 'Kratos has no SHA-384 of LDAP');
}

/** `iterations$salt$key`, in passlib's base64 with a dot for the plus, or in the common one. */
function convertLdapPbkdf2(digest: DigestAlgorithm, rest: string): Conversion {
  const [iterations, salt = '', key = '', ...excess] = rest.split('$');
  if (key === '' || excess.length > 0) refuse('iterations$salt$key is expected after {PBKDF2…}');
  return convertPbkdf2({
    digest,
    iterations: readCount(iterations, 'the number of iterations', iterationBounds),
    salt: bytesOfAdaptedBase64(salt) ?? refuse('the salt is not whole base64'),
    key: bytesOfAdaptedBase64(key) ?? refuse('the key is not whole base64: it is cut off'),
  });
}

/** `$1$salt$rounds$key` of Dovecot: the salt is text, the key 20 bytes in hexadecimal. */
function convertDovecotPbkdf2(rest: string): Conversion {
  const [, version, salt = '', rounds, key, ...excess] = rest.split('$');
  if (version !== '1' || excess.length > 0) refuse('$1$salt$rounds$key is expected after {PBKDF2}');
  return convertPbkdf2({
    digest: 'sha1',
    iterations: readCount(rounds, 'the number of rounds', iterationBounds),
    salt: Buffer.from(salt),
    key: requireLength(readHex(key, 'the key'), 20, 'the key'),
  });
}

/** Of 389 Directory Server: iterations in 32 bits, the most significant byte first, 64 bytes of salt, 256 of key. */
function convertBinaryPbkdf2(rest: string): Conversion {
  const bytes = readBase64(rest, 'userPassword');
  if (bytes.length !== 324) refuse(`{PBKDF2_SHA256} has 324 bytes, this one ${bytes.length}: it is cut off`);
  const iterations = bytes.readUInt32BE();
  if (iterations === 0) refuse('{PBKDF2_SHA256} with 0 iterations is damaged');
  return convertPbkdf2({
    digest: 'sha256',
    iterations,
    salt: bytes.subarray(4, 68),
    key: bytes.subarray(68),
  });
}

/** Of Crowd and Jira: 16 bytes of salt, 32 of key. */
function convertAtlassian(rest: string): Conversion {
  const bytes = readBase64(rest, 'userPassword');
  if (bytes.length !== 48) refuse(`{PKCS5S2} has 48 bytes, this one ${bytes.length}: it is cut off`);
  return convertPbkdf2({
    digest: 'sha1',
    iterations: 10_000,
    salt: bytes.subarray(0, 16),
    key: bytes.subarray(16),
  });
}
