import { convertArgon2 } from './convert-argon2.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertPbkdf2 } from './convert-pbkdf2.ts';
import { type Conversion, nothing } from './conversion.ts';
import { iterationBounds, readBase64, readCount, readHashText, requireLength } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';
import { writeScrypt } from './write-kratos-hash.ts';

/**
 * The password of Django's auth_user, such as `pbkdf2_sha256$600000$salt$base64` or `argon2$argon2id$…`. A salt is
 * text, and is hashed as its UTF-8. From django/contrib/auth/hashers.py of 5.2, and 4.2 for the hashers removed since.
 */
export function convertDjango(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '' || hash === '*') return nothing('there is no password');
    if (hash.startsWith('!')) return nothing('the password is marked as unusable (set_unusable_password)');
    if (/^[0-9a-f]{32}$/i.test(hash)) return convertBareDigest(hash, 'md5');
    const [algorithm = '', ...fields] = hash.split('$');
    const convert = converters.get(algorithm);
    return (
      convert?.(fields) ??
      refuse('the hasher is none of those that come with Django: name the kind of the hash itself')
    );
  });
}

type ConvertFields = (fields: readonly string[]) => Conversion;

const converters: ReadonlyMap<string, ConvertFields> = new Map<string, ConvertFields>([
  ['pbkdf2_sha256', (fields) => convertDjangoPbkdf2('sha256', 32, fields)],
  ['pbkdf2_sha1', (fields) => convertDjangoPbkdf2('sha1', 20, fields)],
  ['argon2', (fields) => convertArgon2(`$${fields.join('$')}`)],
  ['bcrypt', (fields) => convertBcrypt(fields.join('$'))],
  ['bcrypt_sha256', convertBcryptSha256],
  ['scrypt', convertDjangoScrypt],
  ['md5', (fields) => convertSalted('md5', fields)],
  ['sha1', (fields) => convertSalted('sha1', fields)],
  [
    'crypt',
    () => refuse('crypt(3) of DES is computed neither by Kratos nor by the hook: set a new password'),
  ],
]);

function convertDjangoPbkdf2(digest: string, length: number, fields: readonly string[]): Conversion {
  const [iterations, salt = '', key, ...excess] = fields;
  if (key === undefined || excess.length > 0)
    return refuse('iterations, salt and hash are expected after the name');
  return convertPbkdf2({
    digest,
    iterations: readCount(iterations, 'iterations', iterationBounds),
    salt: Buffer.from(salt),
    key: requireLength(readBase64(key, 'the hash'), length, 'the hash'),
  });
}

function convertDjangoScrypt(fields: readonly string[]): Conversion {
  const [cost, salt = '', block, parallelization, key, ...excess] = fields;
  if (key === undefined || excess.length > 0)
    return refuse('N, salt, r, p and hash are expected after scrypt');
  return toKratos(
    writeScrypt({
      cost: readCount(cost, 'N', iterationBounds),
      block: readCount(block, 'r', iterationBounds),
      parallelization: readCount(parallelization, 'p', iterationBounds),
      salt: Buffer.from(salt),
      key: requireLength(readBase64(key, 'the hash'), 64, 'the hash'),
    }),
  );
}

function convertBcryptSha256(fields: readonly string[]): Conversion {
  const hash = fields.join('$');
  const bcrypt = convertBcrypt(hash);
  if (bcrypt.to !== 'kratos') return bcrypt;
  return toHook(
    'django-bcrypt-sha256',
    `bcrypt_sha256$${hash}`,
    'Django hashes the password before bcrypt, which Kratos cannot do',
  );
}

function convertSalted(algorithm: 'md5' | 'sha1', fields: readonly string[]): Conversion {
  const [salt = '', digest, ...excess] = fields;
  if (digest === undefined || excess.length > 0) return refuse('salt and hash are expected after the name');
  return convertBareDigest(digest, algorithm, { salt });
}
