import type { ConversionKind } from './conversion-kinds.ts';
import { bytesOfBase64 } from './encoded-bytes.ts';

/**
 * The kind of a hash, or of a JSON object, that can be of one kind only; undefined for bare digests, for what Django
 * and werkzeug both write, and for anything unknown.
 */
export function recogniseKind(text: string): ConversionKind | undefined {
  const hash = text.trim();
  if (/^\{\s*"/.test(hash)) return kindOfObject(hash);
  const known = beginnings.find(([, pattern]) => pattern.test(hash))?.[0];
  return known ?? (isAspnet(bytesOfBase64(hash)) ? 'aspnet' : undefined);
}

const beginnings: readonly (readonly [ConversionKind, RegExp])[] = [
  ['django', /^(?:pbkdf2_sha(?:1|256)|argon2|bcrypt|bcrypt_sha256|scrypt)\$/],
  ['werkzeug', /^(?:pbkdf2|scrypt):/],
  ['wordpress', /^\$wp\$/],
  ['phpass', /^\$[PH]\$/],
  ['drupal', /^(?:\$S|U\$[SPH])\$/],
  ['supabase', /^\$fbscrypt\$/],
  ['ldap', /^\{[\w@./+-]+(?:, ?\d+)?\}/],
  ['ldap', /^userPassword(?:;[\w-]+)?:/i],
  ['passlib', /^\$pbkdf2(?:-sha\d+)?\$\d+\$/],
  ['pbkdf2', /^\$pbkdf2-sha\d+\$i=/],
  ['scrypt', /^\$scrypt\$ln=/],
  ['passlib', /^grub\.pbkdf2\./],
  ['bcrypt', /^\$2[abxyz]?\$/],
  ['argon2', /^\$argon2(?:id|i|d)\$/],
  ['crypt', /^\$(?:1|5|6|apr1)\$/],
];

/** Where it has all of these fields, it is of that kind. */
const objects: readonly (readonly [ConversionKind, readonly string[]])[] = [
  ['keycloak', ['secretData', 'credentialData']],
  ['keycloak', ['hashedSaltedValue']],
  ['auth0', ['custom_password_hash']],
  ['auth0', ['algorithm', 'hash']],
  ['clerk', ['password_digest', 'password_hasher']],
  ['fusionauth', ['encryptionScheme']],
  ['firebase', ['passwordHash', 'salt']],
  ['auth0', ['passwordHash']],
  ['passport', ['hashed_password', 'salt']],
  ['passport-local-mongoose', ['hash', 'salt']],
  ['okta', ['algorithm', 'value']],
];

function kindOfObject(text: string): ConversionKind | undefined {
  const fields = fieldsOf(text);
  return objects.find(([, names]) => names.every((name) => fields.includes(name)))?.[0];
}

function fieldsOf(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  } catch {
    return [];
  }
}

/** Version 2 has a fixed length; version 3 has a header whose numbers are within narrow bounds. */
function isAspnet(blob: Buffer | undefined): boolean {
  if (blob === undefined || blob.length < 45) return false;
  if (blob[0] === 0) return blob.length === 49;
  return blob[0] === 1 && blob.readUInt32BE(1) <= 2 && blob.readUInt32BE(9) <= blob.length - 29;
}
