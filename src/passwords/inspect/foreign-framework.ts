import type { ForeignKind } from './foreign-kind.ts';

/** What web frameworks write. */
export const foreignFrameworkKinds: readonly ForeignKind[] = [
  {
    name: 'django-pbkdf2',
    is: /^pbkdf2_sha(?:1|256)\$(?<iterations>\d{1,10})\$/,
    what: "Django's PBKDF2",
    convert: 'django',
  },
  {
    name: 'django-bcrypt-sha256',
    is: /^bcrypt_sha256\$/,
    what: "Django's bcrypt of a SHA-256",
    needsHook: true,
  },
  { name: 'django-bcrypt', is: /^bcrypt\$/, what: 'bcrypt as Django writes it', convert: 'django' },
  {
    name: 'django-argon2',
    is: /^argon2\$argon2i?d?\$/,
    what: 'argon2 as Django writes it',
    convert: 'django',
  },
  { name: 'django-scrypt', is: /^scrypt\$/, what: "Django's scrypt", convert: 'django' },
  {
    name: 'django-digest',
    is: /^(?:md5|sha1|unsalted_md5|unsalted_sha1)\$/,
    what: 'a salted digest of Django or of an old Werkzeug, which mean different things by the same text',
    convert: 'django',
    advice: "If it is Werkzeug's, an HMAC: --from werkzeug.",
  },
  { name: 'django-crypt', is: /^crypt\$/, what: 'crypt(3) as Django wrote it' },
  {
    name: 'django-unusable',
    is: /^![A-Za-z0-9]{1,64}$/,
    what: "Django's mark of a person without a usable password",
    advice: 'Import this person without a password.',
  },
  {
    name: 'werkzeug-pbkdf2',
    is: /^pbkdf2:sha\d{1,3}(?::(?<iterations>\d{1,10}))?\$/,
    what: "Werkzeug's PBKDF2",
    convert: 'werkzeug',
  },
  {
    name: 'werkzeug-scrypt',
    is: /^scrypt:(?<n>\d{1,10}):(?<r>\d{1,10}):(?<p>\d{1,10})\$/,
    what: "Werkzeug's scrypt",
    convert: 'werkzeug',
  },
  {
    name: 'werkzeug-hmac',
    is: /^sha(?:224|256|384|512)\$/,
    what: 'an HMAC of an old Werkzeug',
    convert: 'werkzeug',
  },
  { name: 'symfony', is: /^symfony\$/, what: "Symfony's repeated digest", needsHook: true },
  {
    name: 'fusionauth',
    is: /^salted-(?:md5|sha256|sha512)\$/,
    what: "FusionAuth's repeated digest",
    needsHook: true,
  },
  { name: 'mysql', is: /^\*[\dA-F]{40}$/i, what: "MySQL's hash of a database account" },
  { name: 'scram', is: /^SCRAM-SHA-/i, what: "SCRAM's verifier, of a database account" },
];
