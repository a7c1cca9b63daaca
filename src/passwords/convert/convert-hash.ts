import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** Every kind that `idp password convert --from` takes. */
export const conversionKinds = [
  'argon2',
  'aspnet',
  'auth0',
  'bcrypt',
  'clerk',
  'crypt',
  'devise',
  'django',
  'drupal',
  'firebase',
  'fusionauth',
  'keycloak',
  'laravel',
  'ldap',
  'md5',
  'okta',
  'passlib',
  'passport',
  'passport-local-mongoose',
  'sha1',
  'sha256',
  'sha512',
  'supabase',
  'symfony',
  'werkzeug',
  'wordpress',
] as const;

export type ConversionKind = (typeof conversionKinds)[number];

/** What the text alone does not tell; each kind takes those that it knows and ignores the others. */
export interface ConversionSettings {
  /** Of a bare digest: the salt, its encoding (utf8, hex, base64) and its place (prefix, suffix). */
  salt?: string;
  saltEncoding?: string;
  saltPosition?: string;
  /** Of firebase: `hash_config` of the project. */
  hashConfig?: unknown;
  /** Of devise: whether a pepper was added to the password. */
  peppered?: boolean;
  /** Of passport, passport-local-mongoose and symfony, where they are not the defaults. */
  iterations?: number;
  keylen?: number;
  digest?: string;
}

/**
 * Converts one hash. Kinds of several fields (auth0, clerk, firebase, fusionauth, keycloak, okta, passport,
 * passport-local-mongoose, symfony) take them as one JSON object; where the kind has a text form too, either.
 */
export function convertHash(kind: ConversionKind, text: string, settings?: ConversionSettings): Conversion {
  return unread(kind, text, settings);
}

/** The kind of a hash that can be of one kind only, or undefined. */
export function recogniseKind(_text: string): ConversionKind | undefined {
  return undefined;
}
