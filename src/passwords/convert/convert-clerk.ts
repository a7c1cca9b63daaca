import { convertArgon2 } from './convert-argon2.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertClerkPbkdf2 } from './convert-clerk-pbkdf2.ts';
import { digestLengths } from './convert-digest.ts';
import { convertDjango } from './convert-django.ts';
import { convertFirebase } from './convert-firebase.ts';
import { convertLdap } from './convert-ldap.ts';
import { convertPhpass } from './convert-phpass.ts';
import { convertSymfonyDigest } from './convert-symfony.ts';
import { convertWerkzeug } from './convert-werkzeug.ts';
import { type Conversion, nothing, withCaution } from './conversion.ts';
import { paddedBase64 } from './encoded-bytes.ts';
import { isAbsent, iterationBounds, readBase64, readCount, readText, requireLength } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';

/** The two fields of an export of Clerk, or of its API for creating users. */
export interface ClerkHash {
  password_digest?: unknown;
  password_hasher?: unknown;
}

/**
 * The password of a user of Clerk. From the description of `passwordHasher` in clerk/javascript's UserApi.ts, and in
 * the Backend API's specification of password_hasher for those that the former leaves out.
 */
export function convertClerk(user: ClerkHash): Conversion {
  return orRefused(() => {
    if (isAbsent(user.password_digest)) return nothing('the user has no password_digest');
    const digest = readText(user.password_digest, 'password_digest');
    const convert = converters.get(readText(user.password_hasher, 'password_hasher'));
    return convert?.(digest) ?? refuse('password_hasher is none that Clerk is known to have');
  });
}

type ConvertText = (digest: string) => Conversion;

const converters: ReadonlyMap<string, ConvertText> = new Map<string, ConvertText>([
  ['argon2i', convertArgon2],
  ['argon2id', convertArgon2],
  ['awscognito', () => nothing('the password is still in Amazon Cognito')],
  ['bcrypt', (digest) => convertBcrypt(digest)],
  ['bcrypt_peppered', convertPeppered],
  ['bcrypt_sha256_django', convertDjango],
  ['hmac_sha256_utf16_b64', convertWideHmac],
  ['ldap_ssha', convertLdap],
  ['md5', (digest) => convertBareDigest(digest, 'md5')],
  ['md5_phpass', convertPhpass],
  ['md5_salted', (digest) => convertSalted(digest, 'md5')],
  ['pbkdf2_sha1', convertClerkPbkdf2],
  ['pbkdf2_sha256', convertClerkPbkdf2],
  ['pbkdf2_sha256_django', convertDjango],
  ['pbkdf2_sha512', convertClerkPbkdf2],
  ['pbkdf2_sha512_hex', convertClerkPbkdf2],
  ['phpass', convertPhpass],
  ['scrypt_firebase', convertScryptFirebase],
  ['scrypt_werkzeug', (digest) => convertWerkzeug(digest.replace(/^\$/, ''))],
  ['sha256', (digest) => convertBareDigest(digest, 'sha256')],
  ['sha256_salted', (digest) => convertSalted(digest, 'sha256')],
  ['sha512_symfony', convertSha512Symfony],
]);

/** `$2a$10$…$pepper`. The pepper is not given to the hook with each hash, but once to its server. */
function convertPeppered(digest: string): Conversion {
  const [, hash, pepper] = /^(\$2[abxyz]?\$\d\d\$[^$]*)\$(.+)$/.exec(digest) ?? [];
  if (hash === undefined || pepper === undefined)
    return refuse('password_digest has to be a bcrypt hash, a $ and the pepper');
  const conversion = convertBcrypt(hash, { peppered: true });
  if (conversion.to !== 'hook') return conversion;
  return {
    ...conversion,
    reason: `${conversion.reason}, given the pepper that stands after the hash in password_digest`,
  };
}

function convertWideHmac(text: string): Conversion {
  const [name, digest, key, ...excess] = text.split('$');
  if (name !== 'hmac_sha256_utf16_b64' || key === undefined || excess.length > 0) {
    refuse('password_digest has to be hmac_sha256_utf16_b64$hash$key');
  }
  const bytes = requireLength(readBase64(digest, 'the hash'), digestLengths.sha256, 'the hash');
  const hash = `hmac-sha256-utf16$${paddedBase64(readBase64(key, 'the key'))}$${paddedBase64(bytes)}`;
  return toHook('hmac-sha256-utf16', hash, 'the password was hashed in UTF-16, which Kratos cannot do');
}

/** Clerk's two descriptions have salt and hash in different orders: the hash is known by its length. */
function convertSalted(text: string, algorithm: 'md5' | 'sha256'): Conversion {
  const [first = '', second = '', ...excess] = text.split('$');
  if (second === '' || excess.length > 0) refuse('password_digest has to be salt$hash');
  const isDigest = new RegExp(`^[0-9a-f]{${2 * digestLengths[algorithm]}}$`, 'i');
  const [salt, digest] = isDigest.test(second) ? [first, second] : [second, first];
  return withCaution(
    convertBareDigest(digest, algorithm, { salt }),
    'Clerk does not say on which side of the password the salt was, before it is assumed: try one known password',
  );
}

function convertScryptFirebase(text: string): Conversion {
  const [hash, salt, signerKey, saltSeparator, rounds, memoryCost, ...excess] = text.split('$');
  if (memoryCost === undefined || excess.length > 0) {
    refuse('password_digest has to be hash$salt$signer key$salt separator$rounds$memory cost');
  }
  const config = {
    base64_signer_key: signerKey,
    base64_salt_separator: saltSeparator,
    rounds,
    mem_cost: memoryCost,
  };
  return convertFirebase({ hash, salt, config });
}

function convertSha512Symfony(text: string): Conversion {
  const [name, iterations, salt = '', digest, ...excess] = text.split('$');
  if (name !== 'sha512_symfony' || digest === undefined || excess.length > 0) {
    refuse('password_digest has to be sha512_symfony$iterations$salt$hash');
  }
  return convertSymfonyDigest({
    algorithm: 'sha512',
    iterations: readCount(iterations, 'iterations', iterationBounds),
    salt: Buffer.from(salt),
    digest: requireLength(readBase64(digest, 'the hash'), digestLengths.sha512, 'the hash'),
  });
}
