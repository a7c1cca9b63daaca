/**
 * The kinds of password hash that the migration hook verifies, most of them because Kratos cannot hold them:
 *
 * | kind | text |
 * |---|---|
 * | phpass | `$P$Bsalt8888hash`, `$H$…` of phpBB |
 * | wordpress | `$wp$2y$10$…`, of WordPress 6.8 and later |
 * | drupal | `$S$Esalt8888hash`; `U$S$…` and `U$P$…`, which Drupal made of a bare md5 |
 * | django-bcrypt-sha256 | `bcrypt_sha256$$2b$12$…` |
 * | peppered-bcrypt | `$2a$12$…` of the password with the pepper of the server after it, as Devise makes it |
 * | werkzeug | `pbkdf2:sha256:600000$salt$hex`, `scrypt:32768:8:1$salt$hex`, `sha256$salt$hex` (an HMAC, before 2.3) |
 * | symfony | `symfony$<digest>$<iterations>$<salt b64>$<hash b64>`: the digest of `password{salt}`, repeated |
 * | fusionauth | `salted-sha256$<factor>$<salt b64>$<hash b64>`, also salted-md5 and salted-sha512 |
 * | pbkdf2-sha2 | `pbkdf2-sha2-384$<iterations>$<salt b64>$<hash b64>`, also 224; to Kratos these two are SHA-3 |
 * | argon2 | `$argon2d$v=19$m=…,t=…,p=…$salt$hash`, and d, i or id of version 16 (`v=16`, or no `v`) |
 * | apr1 | `$apr1$salt$hash`, of Apache's htpasswd |
 * | hmac-sha256-utf16 | `hmac-sha256-utf16$<key b64>$<hash b64>`: HMAC-SHA256 of the password in UTF-16LE |
 * | ldap-sha384 | `{SSHA384}` or `{SHA384}` and base64 of digest and salt |
 * | kratos | whatever Kratos matches itself |
 *
 * `b64` is base64 of the standard alphabet, with padding or without; the salt in it is of bytes as they are hashed.
 * The text tells the kind, but for peppered-bcrypt (the text is that of Kratos's own bcrypt) and for the `md5$` and
 * `sha1$` of werkzeug (Django writes the same and means another thing): there the kind has to be named.
 */
export const hookKinds = [
  'phpass',
  'wordpress',
  'drupal',
  'django-bcrypt-sha256',
  'peppered-bcrypt',
  'werkzeug',
  'symfony',
  'fusionauth',
  'pbkdf2-sha2',
  'argon2',
  'apr1',
  'hmac-sha256-utf16',
  'ldap-sha384',
  'kratos',
] as const;

export type HookKind = (typeof hookKinds)[number];
