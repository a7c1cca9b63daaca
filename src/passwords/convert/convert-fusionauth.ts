import { convertBcrypt } from './convert-bcrypt.ts';
import { convertDigest, digestLengths } from './convert-digest.ts';
import { convertDrupal } from './convert-drupal.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { convertPhpass } from './convert-phpass.ts';
import { type Conversion, nothing } from './conversion.ts';
import { paddedBase64 } from './encoded-bytes.ts';
import { isAbsent, iterationBounds, readBase64, readCount, readText, requireLength } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';
import { writeHmac } from './write-kratos-hash.ts';

/** The fields of FusionAuth's import request, or of its database. */
export interface FusionauthHash {
  encryptionScheme?: unknown;
  factor?: unknown;
  salt?: unknown;
  password?: unknown;
}

/**
 * The password of a user of FusionAuth. From its reference "Password-Hashing Algorithms": salt and password are base64,
 * of bcrypt 22 and 31 characters of its own alphabet, and of phpass text; the schemes of plugins have names of their own.
 */
export function convertFusionauth(user: FusionauthHash): Conversion {
  return orRefused(() => {
    if (isAbsent(user.password)) return nothing('the user has no password');
    const scheme = readText(user.encryptionScheme, 'encryptionScheme');
    const convert = converters.get(scheme);
    return (
      convert?.(user) ??
      refuse('encryptionScheme is none that comes with FusionAuth: name the kind of the hash itself')
    );
  });
}

type ConvertUser = (user: FusionauthHash) => Conversion;

const converters: ReadonlyMap<string, ConvertUser> = new Map<string, ConvertUser>([
  ['bcrypt', convertFusionauthBcrypt],
  ['salted-pbkdf2-hmac-sha256', (user) => convertSchemePbkdf2(user, 'sha256', 32)],
  ['salted-pbkdf2-hmac-sha256-512', (user) => convertSchemePbkdf2(user, 'sha256', 64)],
  ['salted-pbkdf2-hmac-sha512-512', (user) => convertSchemePbkdf2(user, 'sha512', 64)],
  ['salted-md5', (user) => convertLoop(user, 'md5')],
  ['salted-sha256', (user) => convertLoop(user, 'sha256')],
  ['salted-hmac-sha256', convertSchemeHmac],
  ['phpass-md5', (user) => convertPhpass(`$P$${phpassText(user)}`)],
  ['phpass-sha512', (user) => convertDrupal(`$S$${phpassText(user)}`)],
]);

function convertFusionauthBcrypt({ factor, salt, password }: FusionauthHash): Conversion {
  const text = readText(password, 'password');
  if (text.startsWith('$2')) return convertBcrypt(text);
  const cost = String(readCount(factor, 'factor', { least: 4, most: 31 })).padStart(2, '0');
  const saltText = readText(salt, 'salt');
  if (saltText.length !== 22) refuse(`salt of bcrypt has 22 characters, this one ${saltText.length}`);
  return convertBcrypt(`$2a$${cost}$${saltText}${text}`);
}

function convertSchemePbkdf2(
  { factor, salt, password }: FusionauthHash,
  digest: string,
  length: number,
): Conversion {
  return convertPbkdf2({
    digest,
    iterations: readCount(factor, 'factor', iterationBounds),
    salt: readBase64(salt, 'salt'),
    key: requireLength(readBase64(password, 'password'), length, 'password'),
  });
}

/** The digest of password and salt, then of the digest, `factor` times in all: Kratos can do it once. */
function convertLoop(user: FusionauthHash, algorithm: 'md5' | 'sha256'): Conversion {
  const factor = readCount(user.factor, 'factor', iterationBounds);
  const salt = readBase64(user.salt, 'salt');
  const digest = requireLength(readBase64(user.password, 'password'), digestLengths[algorithm], 'password');
  if (factor === 1) return convertDigest({ algorithm, digest, salt, template: '{PASSWORD}{SALT}' });
  const text = `salted-${algorithm}$${factor}$${paddedBase64(salt)}$${paddedBase64(digest)}`;
  return toHook('fusionauth', text, `the digest is repeated ${factor} times, which Kratos cannot do`);
}

/** The salt is the key of the HMAC; the factor is of no meaning. */
function convertSchemeHmac({ salt, password }: FusionauthHash): Conversion {
  const digest = requireLength(readBase64(password, 'password'), digestLengths.sha256, 'password');
  return toKratos(writeHmac({ algorithm: 'sha256', digest, key: readBase64(salt, 'salt') }));
}

/** What follows the prefix of phpass. The factor is the number of rounds, of which phpass writes the logarithm. */
function phpassText({ factor, salt, password }: FusionauthHash): string {
  const rounds = Math.log2(readCount(factor, 'factor', { least: 2 ** 7, most: 2 ** 30 }));
  const saltText = readText(salt, 'salt');
  if (!Number.isInteger(rounds))
    refuse('factor of phpass has to be a power of 2, or the hook cannot verify it');
  if (saltText.length !== 8) refuse('salt of phpass has to have 8 characters, or the hook cannot verify it');
  return `${phpassDigits[rounds] ?? ''}${saltText}${readText(password, 'password')}`;
}

const phpassDigits = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
