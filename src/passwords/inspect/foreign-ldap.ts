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
    name: 'dovecot',
    is: /^\{(?:BLF-CRYPT|(?:MD5|SHA256|SHA512)-CRYPT|ARGON2ID?)\}\$/i,
    what: "a hash with Dovecot's name for it before it",
    advice: 'Remove what stands in braces, and the braces; then inspect what is left.',
  },
  {
    name: 'ldap',
    is: /^\{(?:SHA|SHA256|SHA512|MD5|SMD5|CRYPT(?=\}[^{])|BCRYPT|ARGON2|PBKDF2(?:[-_]SHA(?:1|256|512))?|PKCS5S2|CLEARTEXT|PLAIN|SASL|KERBEROS)\}/i,
    what: 'of a scheme of LDAP that Kratos does not know: it has {SSHA}, {SSHA256} and {SSHA512}',
    convert: 'ldap',
  },
  {
    name: 'ldap-other',
    is: /^\{(?:S?SHA-?(?:224|384)|SSHA-?1|CRYPT|NTHASH|NT|NTLM|LANMAN|LM|LDAP-MD5|PLAIN-MD5|UNIX|TOTP\d?|SCRYPT|DES-CRYPT|3DES|AES|RC4|x-issha,[^}]{0,20})\}/i,
    what: 'of a scheme of LDAP that Kratos does not know: it has {SSHA}, {SSHA256} and {SSHA512}',
  },
];
