import { convertArgon2 } from './convert-argon2.ts';
import { cautionOfEncoding, convertAuth0Digest, convertAuth0Hmac } from './convert-auth0-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { isDigestAlgorithm } from './convert-digest.ts';
import { convertLdap } from './convert-ldap.ts';
import { convertPhcPbkdf2 } from './convert-phc-pbkdf2.ts';
import { type Conversion, withCaution } from './conversion.ts';
import {
  isAbsent,
  iterationBounds,
  keyLengthBounds,
  readCount,
  readObject,
  readText,
  requireLength,
} from './read-field.ts';
import { readTextBytes } from './read-salt.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { writeScrypt } from './write-kratos-hash.ts';

/** The fields of custom_password_hash; values of any type, for they come from a file. */
export interface Auth0Hash {
  algorithm?: unknown;
  /** `{value, encoding, digest, key: {value, encoding}}` */
  hash?: unknown;
  /** `{value, encoding, position}` */
  salt?: unknown;
  /** `{encoding}` */
  password?: unknown;
  /** These are scrypt's. */
  keylen?: unknown;
  cost?: unknown;
  blockSize?: unknown;
  parallelization?: unknown;
}

/**
 * The custom_password_hash of Auth0's bulk import. From "Bulk User Import Schema and Examples" of Auth0's
 * documentation. A hash made of another encoding of the password than UTF-8 is converted where the two are the same
 * for ASCII, and says so.
 */
export function convertAuth0(custom: Auth0Hash): Conversion {
  return orRefused(() => {
    const algorithm = readText(custom.algorithm, 'algorithm');
    const hash = readObject(custom.hash, 'hash');
    const value = readText(hash['value'], 'hash.value');
    const encoding = passwordEncoding(custom.password);
    if (algorithm === 'hmac') return convertAuth0Hmac(hash, custom.salt, encoding);
    if (isUtf16(encoding))
      refuse(
        'password.encoding of two bytes a letter is computed neither by Kratos nor by the hook: set a new password',
      );
    const conversion = convertAlgorithm(algorithm, value, { ...custom, hash });
    return encoding === 'utf8' ? conversion : withCaution(conversion, cautionOfEncoding(encoding));
  });
}

function convertAlgorithm(
  algorithm: string,
  value: string,
  custom: Auth0Hash & { hash: Readonly<Record<string, unknown>> },
): Conversion {
  if (isDigestAlgorithm(algorithm)) return convertAuth0Digest(algorithm, custom.hash, custom.salt);
  if (algorithm === 'scrypt') return convertAuth0Scrypt(custom);
  if (!isAbsent(custom.salt)) {
    refuse(
      `salt beside ${algorithm === 'bcrypt' ? 'bcrypt is added to the password, which Kratos cannot do' : 'the hash is not allowed'}: set a new password`,
    );
  }
  if (algorithm === 'bcrypt') return convertBcrypt(value);
  if (algorithm === 'argon2') return convertArgon2(value);
  if (algorithm === 'pbkdf2') return convertPhcPbkdf2(value, pbkdf2Defaults);
  if (algorithm === 'ldap') return convertLdap(value);
  return refuse(
    algorithm === 'md4'
      ? 'md4 is computed neither by Kratos nor by the hook: set a new password'
      : 'algorithm is none of argon2, bcrypt, hmac, ldap, md4, md5, sha1, sha256, sha512, pbkdf2 and scrypt',
  );
}

const pbkdf2Defaults = { iterations: '100000', length: '64' };

/** The defaults are Auth0's. The salt's position is of no meaning here. */
function convertAuth0Scrypt(custom: Auth0Hash & { hash: Readonly<Record<string, unknown>> }): Conversion {
  const { cost = 16_384, blockSize = 8, parallelization = 1, keylen } = custom;
  const salt = readObject(custom.salt, 'salt');
  const key = readTextBytes(custom.hash['value'], custom.hash['encoding'], 'hash.value');
  return toKratos(
    writeScrypt({
      cost: readCount(cost, 'cost', iterationBounds),
      block: readCount(blockSize, 'blockSize', iterationBounds),
      parallelization: readCount(parallelization, 'parallelization', iterationBounds),
      salt: readTextBytes(salt['value'], salt['encoding'], 'salt.value'),
      key: requireLength(key, readCount(keylen, 'keylen', keyLengthBounds), 'hash.value'),
    }),
  );
}

function passwordEncoding(password: unknown): string {
  if (isAbsent(password)) return 'utf8';
  const encoding = readObject(password, 'password')['encoding'];
  if (isAbsent(encoding)) return 'utf8';
  const name = readText(encoding, 'password.encoding');
  if (/^(?:ascii|utf8|utf16le|ucs2|latin1|binary)$/.test(name)) return name;
  return refuse('password.encoding has to be ascii, utf8, utf16le, ucs2, latin1 or binary');
}

function isUtf16(encoding: string): boolean {
  return encoding === 'utf16le' || encoding === 'ucs2';
}
