import type { ForeignKind } from './foreign-kind.ts';

/** What begins with a `$` or is of crypt(3), and is none of Kratos's formats. */
export const foreignCryptKinds: readonly ForeignKind[] = [
  {
    name: 'bcrypt-2x',
    is: /^\$2x\$(?<cost>\d\d)\$/,
    what: 'bcrypt of the faulty crypt_blowfish before 2011 ($2x$)',
    convert: 'bcrypt',
    advice: 'It is the same as $2y$ for passwords of ASCII alone; whoever had another has to set a new one.',
  },
  { name: 'crypt-md5', is: /^\$1\$/, what: 'md5-crypt of crypt(3) ($1$)', convert: 'crypt' },
  {
    name: 'crypt-sha256',
    is: /^\$5\$(?:rounds=(?<rounds>\d{1,10})\$)?/,
    what: 'sha256-crypt of crypt(3) ($5$)',
    convert: 'crypt',
  },
  {
    name: 'crypt-sha512',
    is: /^\$6\$(?:rounds=(?<rounds>\d{1,10})\$)?/,
    what: 'sha512-crypt of crypt(3) ($6$)',
    convert: 'crypt',
  },
  { name: 'apr1', is: /^\$apr1\$/, what: "md5-crypt of Apache's htpasswd ($apr1$)", needsHook: true },
  { name: 'yescrypt', is: /^\$y\$/, what: 'yescrypt ($y$)' },
  { name: 'gost-yescrypt', is: /^\$gy\$/, what: 'gost-yescrypt ($gy$)' },
  { name: 'crypt-scrypt', is: /^\$7\$/, what: 'scrypt of crypt(3) ($7$)' },
  {
    name: 'crypt-locked',
    is: /^(?:!{1,2}\$|!{1,2}$|\*$)/,
    what: 'a locked account of /etc/shadow',
    advice:
      'What follows the exclamation mark is the hash of before; import the account without it, or inactive.',
  },
  { name: 'crypt-nt', is: /^\$3\$/, what: 'an NT hash ($3$)' },
  { name: 'sun-md5', is: /^\$md5,/, what: "Sun's md5-crypt ($md5,)" },
  {
    name: 'argon2d',
    is: /^\$argon2d\$/,
    what: 'argon2d',
    needsHook: true,
  },
  {
    name: 'passlib-pbkdf2',
    is: /^\$pbkdf2\$(?<iterations>\d{1,10})\$/,
    what: "PBKDF2 of Python's passlib",
    convert: 'passlib',
  },
  { name: 'passlib-bcrypt-sha256', is: /^\$bcrypt-sha256\$/, what: "bcrypt_sha256 of Python's passlib" },
  { name: 'pbkdf2-other', is: /^\$pbkdf2-/, what: 'PBKDF2 with a digest that Kratos does not compute' },
  { name: 'hmac-other', is: /^\$hmac-/, what: 'an HMAC of a digest that Kratos does not compute' },
  {
    name: 'sha-other',
    is: /^\$sha\d+\$/,
    what: 'a digest that Kratos does not compute: it has sha1, sha256 and sha512',
  },
  {
    name: 'supabase-firebase',
    is: /^\$fbscrypt\$/,
    what: "Firebase's scrypt as Supabase writes it",
    convert: 'supabase',
  },
  {
    name: 'phpass',
    is: /^\$[PH]\$/,
    what: 'phpass, of WordPress before 6.8 and of phpBB',
    needsHook: true,
  },
  {
    name: 'wordpress',
    is: /^\$wp\$2[ay]\$(?<cost>\d\d)\$/,
    what: 'bcrypt of WordPress 6.8 and later, which is of an HMAC of the password: without the $wp it would be imported and never match',
    needsHook: true,
  },
  { name: 'drupal', is: /^(?:\$S\$|U\$[SPH]\$)/, what: "Drupal's hash", needsHook: true },
  { name: 'crypt-des', is: /^(?:[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19})$/, what: 'probably DES of crypt(3)' },
];
