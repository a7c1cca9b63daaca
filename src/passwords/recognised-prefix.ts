export type HashFormat =
  | 'md5-crypt'
  | 'bcrypt'
  | 'sha256-crypt'
  | 'sha512-crypt'
  | 'argon2id'
  | 'argon2i'
  | 'pbkdf2'
  | 'scrypt'
  | 'ssha'
  | 'sha'
  | 'firescrypt'
  | 'md5'
  | 'hmac';

/**
 * The format that Kratos v26.2.0 takes a password hash for, or undefined when it refuses it at import.
 * It looks at the prefix and at nothing else: a hash it recognises can still be one that never logs in.
 */
export function hashFormatOf(hash: string): HashFormat | undefined {
  return prefixes.find(([, prefix]) => prefix.test(hash))?.[0];
}

const prefixes: readonly (readonly [HashFormat, RegExp])[] = [
  ['md5-crypt', /^\$md5-crypt\$/],
  ['bcrypt', /^\$2[abzy]?\$/],
  ['sha256-crypt', /^\$sha256-crypt\$/],
  ['sha512-crypt', /^\$sha512-crypt\$/],
  ['argon2id', /^\$argon2id\$/],
  ['argon2i', /^\$argon2i\$/],
  ['pbkdf2', /^\$pbkdf2-sha\d{1,3}\$/],
  ['scrypt', /^\$scrypt\$/],
  ['ssha', /^\{SSHA(?:256|512)?\}/],
  ['sha', /^\$sha(?:1|256|512)\$/],
  ['firescrypt', /^\$firescrypt\$/],
  ['md5', /^\$md5\$/],
  ['hmac', /^\$hmac-(?:md4|md5|sha1|sha224|sha256|sha384|sha512)\$/],
];
