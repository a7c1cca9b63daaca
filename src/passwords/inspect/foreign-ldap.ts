import type { ForeignKind } from './foreign-kind.ts';

/** What begins with a scheme in braces, and is not one of Kratos's three. */
export const foreignLdapKinds: readonly ForeignKind[] = [
  {
    name: 'ssha-small',
    is: /^\{ssha(?:256|512)?\}/i,
    what: 'a salted digest of LDAP, with a scheme that is not in capital letters',
    convert: 'ldap',
  },
  {
    name: 'spring-bcrypt',
    is: /^\{bcrypt\}\$2[aby]\$(?<cost>\d\d)\$/,
    what: "bcrypt with Spring Security's name for it before it",
    convert: 'spring',
  },
  {
    name: 'spring-argon2',
    is: /^\{argon2(?:@SpringSecurity_v5_8)?\}\$argon2id?\$/,
    what: "argon2 with Spring Security's name for it before it",
    convert: 'spring',
  },
  {
    name: 'spring',
    is: /^\{(?:(?:pbkdf2|scrypt)(?:@SpringSecurity_v5_8)?|SHA-1|SHA-256|noop|ldap)\}|^\{MD5\}\{/,
    what: 'a hash of Spring Security, or with {noop} the password itself',
    convert: 'spring',
  },
  {
    name: 'spring-standard',
    is: /^\{sha256\}[\da-f]{80}$/,
    what: "of Spring Security's StandardPasswordEncoder, which repeats SHA-256 1,024 times",
  },
  {
    name: 'dovecot',
    is: /^\{(?:(?:BLF|MD5|SHA256|SHA512)-CRYPT\}\$|ARGON2ID?\}\$|MD5\}\$|(?:PLAIN|LDAP)-MD5\}|SHA1\})/i,
    what: "a hash with Dovecot's name for it before it",
    convert: 'dovecot',
  },
  {
    name: 'ldap',
    is: /^\{(?:SHA|SHA256|SHA512|MD5|SMD5|CRYPT(?=\}[^{])|BCRYPT|ARGON2|PBKDF2(?:[-_]SHA(?:1|256|512))?|PKCS5S2|CLEARTEXT|PLAIN|SASL|KERBEROS)\}/i,
    what: 'of a scheme of LDAP that Kratos does not know: it has {SSHA}, {SSHA256} and {SSHA512}',
    convert: 'ldap',
  },
  {
    name: 'ldap-sha384',
    is: /^\{S?SHA384\}/i,
    what: 'a digest of SHA-384 as LDAP servers write it',
    needsHook: true,
  },
  {
    name: 'ldap-other',
    is: /^\{(?:S?SHA-?224|S?SHA-384|SSHA-?1|CRYPT|NTHASH|NT|NTLM|LANMAN|LM|UNIX|TOTP\d?|SCRYPT|DES-CRYPT|3DES|AES|RC4|MD4|(?:HMAC|CRAM|DIGEST)-MD5|RPA|OTP|SKEY|SCRAM-SHA-\d{1,3}|x-is\w{1,10},[^}]{0,20})\}/i,
    what: 'of a scheme of LDAP that Kratos does not know: it has {SSHA}, {SSHA256} and {SSHA512}',
  },
];
