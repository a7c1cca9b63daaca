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
    advice: 'Remove {bcrypt}: what follows is a hash of its own.',
  },
  {
    name: 'spring-argon2',
    is: /^\{argon2(?:@SpringSecurity_v5_8)?\}\$argon2id?\$/,
    what: "argon2 with Spring Security's name for it before it",
    advice: 'Remove what stands in braces, and the braces: what follows is a hash of its own.',
  },
  {
    name: 'spring',
    is: /^\{(?:(?:pbkdf2|scrypt)(?:@SpringSecurity_v5_8)?|sha256|SHA-1|SHA-256|noop)\}/,
    what: 'a hash of Spring Security, or with {noop} the password itself',
    advice: 'A password itself is imported as password, not as a hash; the others cannot be converted here.',
  },
  {
    name: 'ldap',
    is: /^\{(?:SHA|SHA224|SHA256|SHA384|SHA512|SSHA224|SSHA384|MD5|SMD5|CRYPT|CLEARTEXT|PLAIN|PLAIN-MD5|LDAP-MD5|NTLM|NT|LANMAN|SASL|UNIX|KERBEROS|PBKDF2(?:-SHA(?:1|256|512))?|PBKDF2_SHA(?:1|256|512)|ARGON2(?:I|D|ID)?|BCRYPT|BLF-CRYPT|(?:MD5|SHA256|SHA512|DES)-CRYPT|TOTP\d?|x-issha,[^}]{0,20})\}/i,
    what: 'a scheme of LDAP that Kratos does not know: it has {SSHA}, {SSHA256} and {SSHA512}',
    convert: 'ldap',
  },
];
