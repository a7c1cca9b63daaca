import { convertArgon2 } from './convert-argon2.ts';
import { convertAspnet } from './convert-aspnet.ts';
import { type Auth0Hash, convertAuth0 } from './convert-auth0.ts';
import { convertBareDigest } from './convert-bare-digest.ts';
import { convertBcrypt } from './convert-bcrypt.ts';
import { convertClerk } from './convert-clerk.ts';
import { convertCrypt } from './convert-crypt.ts';
import { convertDjango } from './convert-django.ts';
import { convertDrupal } from './convert-drupal.ts';
import { convertFirebase } from './convert-firebase.ts';
import { convertFusionauth } from './convert-fusionauth.ts';
import { convertKeycloak } from './convert-keycloak.ts';
import { convertLdap } from './convert-ldap.ts';
import { convertOkta } from './convert-okta.ts';
import { convertPasslib } from './convert-passlib.ts';
import { convertPassportLocalMongoose } from './convert-passport-local-mongoose.ts';
import { convertPassport } from './convert-passport.ts';
import { convertPhcPbkdf2 } from './convert-phc-pbkdf2.ts';
import { convertPhcScrypt } from './convert-phc-scrypt.ts';
import { convertPhpass } from './convert-phpass.ts';
import { convertSpring } from './convert-spring.ts';
import { convertSupabase } from './convert-supabase.ts';
import { convertSymfony } from './convert-symfony.ts';
import { convertWerkzeug } from './convert-werkzeug.ts';
import { convertWordpress } from './convert-wordpress.ts';
import type { ConversionKind } from './conversion-kinds.ts';
import type { Conversion } from './conversion.ts';
import { readObject } from './read-field.ts';
import { orRefused } from './refused-hash.ts';

export { conversionKinds, type ConversionKind } from './conversion-kinds.ts';
export { recogniseKind } from './recognise-kind.ts';

/** What the text alone does not tell; each kind takes those that it knows and ignores the others. */
export interface ConversionSettings {
  /** Of a bare digest: the salt, its encoding (utf8, hex, base64) and its place (prefix, suffix). */
  salt?: string;
  saltEncoding?: string;
  saltPosition?: string;
  /** Of firebase: `hash_config` of the project, as an object, as JSON or as the console shows it. */
  hashConfig?: unknown;
  /** Of bcrypt, devise and laravel: whether a pepper was added to the password. */
  peppered?: boolean;
  /** Of passport, passport-local-mongoose, spring and symfony, where they are not the defaults. */
  iterations?: number;
  keylen?: number;
  digest?: string;
}

/**
 * Converts one hash. Kinds of several fields (clerk, firebase, fusionauth, keycloak, okta, passport,
 * passport-local-mongoose) take them as one JSON object, auth0 and symfony that or a hash that stands for itself.
 */
export function convertHash(
  kind: ConversionKind,
  text: string,
  settings: ConversionSettings = {},
): Conversion {
  return orRefused(() => converters[kind](text, settings));
}

/** Throws RefusedHashError for text that is no JSON object where one is needed. */
type Convert = (text: string, settings: ConversionSettings) => Conversion;

const converters: Readonly<Record<ConversionKind, Convert>> = {
  argon2: convertArgon2,
  aspnet: convertAspnet,
  auth0: convertAuth0Text,
  bcrypt: convertBcrypt,
  clerk: (text) => convertClerk(readObject(text, 'the text')),
  crypt: convertCrypt,
  devise: convertBcrypt,
  django: convertDjango,
  dovecot: convertDovecot,
  drupal: convertDrupal,
  firebase: convertFirebaseText,
  fusionauth: (text) => convertFusionauth(readObject(text, 'the text')),
  keycloak: (text) => convertKeycloak(readObject(text, 'the text')),
  laravel: convertPhp,
  ldap: convertLdap,
  md5: (text, settings) => convertBareDigest(text, 'md5', settings),
  okta: (text) => convertOkta(readObject(text, 'the text')),
  passlib: convertPasslib,
  passport: (text, settings) =>
    convertPassport({ ...pbkdf2Settings(settings), ...readObject(text, 'the text') }),
  'passport-local-mongoose': (text, settings) =>
    convertPassportLocalMongoose({ ...pbkdf2Settings(settings), ...readObject(text, 'the text') }),
  pbkdf2: (text) => convertPhcPbkdf2(text),
  phpass: convertPhpass,
  scrypt: convertPhcScrypt,
  sha1: (text, settings) => convertBareDigest(text, 'sha1', settings),
  sha256: (text, settings) => convertBareDigest(text, 'sha256', settings),
  sha512: (text, settings) => convertBareDigest(text, 'sha512', settings),
  spring: convertSpring,
  supabase: convertSupabase,
  symfony: convertSymfonyText,
  werkzeug: convertWerkzeug,
  wordpress: convertWordpress,
};

function pbkdf2Settings({
  iterations,
  keylen,
  digest,
}: ConversionSettings): Readonly<Record<string, unknown>> {
  return { iterations, keylen, digest };
}

/** A user of an import, its custom_password_hash, or a bcrypt hash, which is what Auth0 exports. */
function convertAuth0Text(text: string): Conversion {
  if (!text.trimStart().startsWith('{')) return convertBcrypt(text);
  const fields = readObject(text, 'the text');
  const bcrypt = fields['passwordHash'] ?? fields['password_hash'];
  if (typeof bcrypt === 'string') return convertBcrypt(bcrypt);
  const custom: Auth0Hash = readObject(fields['custom_password_hash'] ?? fields, 'custom_password_hash');
  return convertAuth0(custom);
}

function convertFirebaseText(text: string, { hashConfig }: ConversionSettings): Conversion {
  const fields = readObject(text, 'the text');
  return convertFirebase({
    hash: fields['passwordHash'] ?? fields['hash'],
    salt: fields['salt'],
    config: fields['hash_config'] ?? fields['config'] ?? hashConfig,
  });
}

/** PHP's password_hash, which Laravel calls. */
function convertPhp(text: string, settings: ConversionSettings): Conversion {
  return text.trimStart().startsWith('$argon2') ? convertArgon2(text) : convertBcrypt(text, settings);
}

/** Without a scheme in braces it is of crypt(3), which is Dovecot's default. */
function convertDovecot(text: string): Conversion {
  return text.trimStart().startsWith('{') ? convertLdap(text) : convertCrypt(text);
}

function convertSymfonyText(text: string, { iterations, digest }: ConversionSettings): Conversion {
  const fields = text.trimStart().startsWith('{') ? readObject(text, 'the text') : { password: text };
  return convertSymfony({ iterations, algorithm: digest, ...fields });
}
