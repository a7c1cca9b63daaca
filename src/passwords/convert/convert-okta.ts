import { convertBcrypt } from './convert-bcrypt.ts';
import { convertDigest, type DigestAlgorithm } from './convert-digest.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import {
  isAbsent,
  iterationBounds,
  keyLengthBounds,
  readBase64,
  readCount,
  readText,
  requireLength,
} from './read-field.ts';
import { readSaltPosition } from './read-salt.ts';
import { orRefused, refuse } from './refused-hash.ts';

/** The fields of Okta's password hash object. */
export interface OktaHash {
  algorithm?: unknown;
  workFactor?: unknown;
  salt?: unknown;
  value?: unknown;
  saltOrder?: unknown;
  iterationCount?: unknown;
  keySize?: unknown;
  digestAlgorithm?: unknown;
}

/**
 * A credentials.password.hash of a file made for the import of Okta, which itself never gives hashes away. From
 * PasswordCredentialHash of Okta's Management API: value and salt are base64, of BCRYPT 31 and 22 characters of its
 * own alphabet; PBKDF2 has SHA256_HMAC or SHA512_HMAC, and keySize in bytes.
 */
export function convertOkta(hash: OktaHash): Conversion {
  return orRefused(() => {
    if (isAbsent(hash.value)) return nothing('the hash has no value');
    const algorithm = readText(hash.algorithm, 'algorithm').toUpperCase();
    if (algorithm === 'BCRYPT') return convertOktaBcrypt(hash);
    if (algorithm === 'PBKDF2') return convertOktaPbkdf2(hash);
    const digest = digests.get(algorithm);
    if (digest === undefined)
      return refuse('algorithm has to be BCRYPT, PBKDF2, SHA-512, SHA-256, SHA-1 or MD5');
    return convertOktaDigest(hash, digest);
  });
}

const digests: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-512', 'sha512'],
]);

function convertOktaBcrypt({ workFactor, salt, value }: OktaHash): Conversion {
  const cost = readCount(workFactor, 'workFactor', { least: 4, most: 31 });
  const saltText = readText(salt, 'salt');
  if (saltText.length !== 22) refuse(`salt of BCRYPT has 22 characters, this one ${saltText.length}`);
  return convertBcrypt(`$2a$${String(cost).padStart(2, '0')}$${saltText}${readText(value, 'value')}`);
}

function convertOktaPbkdf2({ salt, value, iterationCount, keySize, digestAlgorithm }: OktaHash): Conversion {
  const [, digest = ''] = /^(SHA\d+)_HMAC$/.exec(readText(digestAlgorithm, 'digestAlgorithm')) ?? [];
  if (digest === '') refuse('digestAlgorithm has to be SHA256_HMAC or SHA512_HMAC');
  const length = readCount(keySize, 'keySize', keyLengthBounds);
  return convertPbkdf2({
    digest,
    iterations: readCount(iterationCount, 'iterationCount', iterationBounds),
    salt: readBase64(salt, 'salt'),
    key: requireLength(readBase64(value, 'value'), length, 'value'),
  });
}

function convertOktaDigest({ salt, value, saltOrder }: OktaHash, algorithm: DigestAlgorithm): Conversion {
  const digest = readBase64(value, 'value');
  if (isAbsent(salt)) return convertDigest({ algorithm, digest });
  const order =
    saltOrder === 'POSTFIX'
      ? 'suffix'
      : saltOrder === 'PREFIX'
        ? 'prefix'
        : refuse('saltOrder has to be PREFIX or POSTFIX');
  return convertDigest({
    algorithm,
    digest,
    salt: readBase64(salt, 'salt'),
    template: readSaltPosition(order, 'saltOrder'),
  });
}
