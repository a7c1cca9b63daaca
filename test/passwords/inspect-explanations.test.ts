import { describe, expect, test } from 'vitest';
import { conversionKinds, convertHash } from '../../src/passwords/convert/convert-hash.ts';
import { inspectHash } from '../../src/passwords/inspect-hash.ts';
import { measuredVersion, parseKratosVersion } from '../../src/passwords/kratos-version.ts';
import { readHashInspections } from './hash-vectors.ts';

const rows = readHashInspections();

test.each([
  ['bcrypt, cut by one', 'The digest has 30 characters instead of 31.'],
  ['bcrypt, cut by two', 'It is too short'],
  [
    'bcrypt, a cost of one digit',
    'Its cost is no number of two digits. Kratos says: strconv.Atoi: parsing ….',
  ],
  ['bcrypt, cost "32"', 'bcrypt has costs from 4 to 31, and not 32.'],
  ['bcrypt, a character in its salt that base64 of bcrypt lacks', "bcrypt's base64"],
  ['bcrypt, an unused bit of its digest is set', 'none that bcrypt can write'],
  ['bcrypt, a line end in its salt', 'characters in the salt'],
  ['bcrypt, a NUL after it', 'NUL'],
  ['bcrypt, a space before it', 'White space or a quotation mark stands before it.'],
  ['bcrypt in base64', 'It is base64 of a hash'],
  ['argon2id without a version', 'version 1.0 of argon2'],
  ['argon2id of version 16', 'another version of argon2 than 1.3'],
  ['argon2id, both padded', 'The base64 of the salt is padded, and this format has it without padding.'],
  ['argon2id, the digest padded', 'The base64 of the digest is padded'],
  ['argon2id, the digest URL-safe', 'URL-safe'],
  ['argon2id, t before m', 'm=…,t=…,p=…, in this order'],
  ['argon2id, a keyid before the parameters', 'm=…,t=…,p=…, in this order'],
  ['argon2id, data as a part of its own', 'Its parts are not those of'],
  ['argon2id, no passes', 'Kratos crashes'],
  ['argon2id, its digest cut within the base64', 'it was cut'],
  ['argon2id, the salt as text', 'The salt is no base64.'],
  ['argon2id, a space after it', 'white space in the base64 of the digest'],
  ['argon2id, the salt in hexadecimal', 'The salt stands in hexadecimal where base64 has to be.'],
  ['pbkdf2-sha224 with SHA-2', 'To Kratos pbkdf2-sha224 is SHA3-224'],
  ['pbkdf2-sha384 with SHA-2', 'To Kratos pbkdf2-sha384 is SHA3-384'],
  ['pbkdf2-sha256 of passlib', 'Its iterations stand alone, as passlib writes them'],
  ["pbkdf2-sha256, the key in passlib's base64", 'another alphabet, with dots'],
  ['pbkdf2-sha256, no key', 'lets every password in'],
  ['pbkdf2-sha256, the key in hexadecimal', 'The key stands in hexadecimal'],
  ['scrypt, ln 14 for 16384', 'to Kratos ln is N itself: 16384, not 14. Kratos says: scrypt: N must be > 1'],
  ['scrypt, ln 16 for 65536', 'to Kratos ln is N itself: 65536, not 16.'],
  ['scrypt of passlib, ln 14', 'N itself: 16384, not 14. Besides: The base64 of the salt is not padded'],
  ['scrypt, N 1000', 'not a power of 2'],
  ['scrypt, the key unpadded', 'The base64 of the key is not padded'],
  ['firescrypt, ln=16384', 'In firescrypt ln is the logarithm of N, from 1 to 31: 14, not 16384.'],
  ['firescrypt, URL-safe', 'URL-safe'],
  ['firescrypt, no separator part', '$salt$hash$separator$signer key'],
  ['firescrypt, separator and signer key exchanged', 'The hash has 64 bytes and the signer key 1'],
  ['md5 of hexadecimal text', "The base64 is of the digest's hexadecimal text and not of its bytes."],
  ['md5 in hexadecimal', 'stands in hexadecimal where base64 has to stand'],
  ['md5 with the digest of a sha1', 'The digest has 20 bytes, and md5 makes 16.'],
  ['md5, a template of small letters', 'Its template has no {PASSWORD}, in capitals'],
  ['md5, a template without {PASSWORD} whose digest it is', 'lets every password in'],
  ['md5, a template as it is', 'The template is no base64.'],
  ['md5, a template without pf=', 'There is no template'],
  ['md5 in four parts', '$md5$pf=template$salt$digest'],
  ['sha256 in three parts', 'A sha hash has five parts even without a salt'],
  ['sha1, a word after it', 'Its parts are not those of $sha256$pf=template$salt$digest.'],
  ['sha1-crypt of NetBSD', 'sha1-crypt of NetBSD'],
  ['{SSHA} without a salt', 'There is no salt after the digest'],
  ['{SSHA}, too short', 'shorter than the digest'],
  ['{SSHA}, a space after the braces', 'white space in the base64'],
  ['hmac-sha256 of the bytes', "The base64 is of the digest's bytes"],
  ['hmac-sha256 in hexadecimal', 'stands in hexadecimal'],
  ['hmac-sha256 in capital letters', 'capital letters'],
  ['hmac-sha256, digest and key exchanged', 'changed places'],
  ['hmac-sha256, the key as text', 'base64 of the key'],
  ['md5-crypt, a line end after it', 'White space or a line end follows the digest'],
  ['md5-crypt, cut', 'has 22 characters'],
  ['sha512-crypt, rounds no number', 'What stands before the salt is not rounds='],
  ['sha512-crypt, no digest', 'neither $sha512-crypt$salt$digest nor'],
  ['nothing', 'There is no hash.'],
])('of "%s" it is said: %s', (name, reason) => {
  const { hash = '' } = rows.find((row) => row.name === name) ?? {};
  expect(inspectHash(hash, measuredVersion)).toMatchObject({
    canMatch: false,
    reason: expect.stringContaining(reason) as string,
    advice: expect.any(String) as string,
  });
});

test('line ends that make a bcrypt salt shorter than any make it one that nobody has', () => {
  const hash = '$2a$04$\n\n\n\nkndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.';
  expect(inspectHash(hash, measuredVersion)).toMatchObject({ canMatch: false, code: 'improbable' });
});

describe('a hash of another system', () => {
  test.each([
    ['bcrypt $2x$', 'bcrypt-2x', { cost: 4 }],
    ['WordPress 6.8', 'wordpress', { cost: 4 }],
    ['argon2d', 'argon2d', {}],
    ['argon2id, Django writes argon2 before it', 'django-argon2', {}],
    ['bcrypt, Django writes bcrypt$ before it', 'django-bcrypt', {}],
    ['bcrypt, Django writes bcrypt_sha256$ before it', 'django-bcrypt-sha256', {}],
    ['Django pbkdf2_sha256', 'django-pbkdf2', { iterations: 10 }],
    ['Django scrypt', 'django-scrypt', {}],
    ['Django md5', 'django-digest', {}],
    ['Django, no usable password', 'django-unusable', {}],
    ['Werkzeug pbkdf2', 'werkzeug-pbkdf2', { iterations: 10 }],
    ['Werkzeug scrypt', 'werkzeug-scrypt', { n: 1024, r: 8, p: 1 }],
    ['Werkzeug, an HMAC', 'werkzeug-hmac', {}],
    ['pbkdf2 of passlib', 'passlib-pbkdf2', { iterations: 10 }],
    ['Supabase $fbscrypt$', 'supabase-firebase', {}],
    ['bcrypt, Spring writes {bcrypt} before it', 'spring-bcrypt', { cost: 4 }],
    ['bcrypt, Dovecot writes {BLF-CRYPT} before it', 'dovecot', {}],
    ['{SHA}', 'ldap', {}],
    ['{SSHA384}', 'ldap-sha384', {}],
    ['{ssha}', 'ssha-small', {}],
    ['$1$', 'crypt-md5', {}],
    ['$5$', 'crypt-sha256', {}],
    ['$6$', 'crypt-sha512', { rounds: 5000 }],
    ['$apr1$', 'apr1', {}],
    ['yescrypt', 'yescrypt', {}],
    ['DES of crypt(3)', 'crypt-des', {}],
    ['a locked account of shadow', 'crypt-locked', {}],
    ['phpass', 'phpass', {}],
    ['phpass of phpBB', 'phpass', {}],
    ['Drupal', 'drupal', {}],
    ['Drupal, of a bare md5', 'drupal', {}],
    ['bare md5 in hexadecimal', 'bare-md5', {}],
    ['bare sha1 in hexadecimal', 'bare-sha1', {}],
    ['bare sha512 in hexadecimal', 'bare-sha512', {}],
    ['bare sha256 in base64', 'bare-sha256', {}],
    [
      'ASP.NET Identity v2',
      'aspnet',
      { version: 2, digest: 'sha1', iterations: 1000, 'salt-bytes': 16, 'key-bytes': 32 },
    ],
    [
      'ASP.NET Identity v3',
      'aspnet',
      { version: 3, digest: 'sha256', iterations: 1000, 'salt-bytes': 16, 'key-bytes': 32 },
    ],
    ['a JSON object of Keycloak', 'keycloak', {}],
    ['sha384', 'sha-other', {}],
    ['the password itself', 'unknown', {}],
  ])('"%s" is named %s', (name, format, parameters) => {
    const { hash = '' } = rows.find((row) => row.name === name) ?? {};
    expect(inspectHash(hash, measuredVersion)).toMatchObject({
      format,
      parameters,
      accepted: false,
      code: 'unknown-format',
    });
  });

  const advised = rows.flatMap(({ name, hash }) => {
    const { code, advice = '' } = inspectHash(hash, measuredVersion);
    const [, kind] = /^Convert it with: idp password convert --from ([\w-]+)\./.exec(advice) ?? [];
    return kind === undefined || code !== 'unknown-format' ? [] : [{ name, hash, kind }];
  });

  test.each(advised.filter(({ kind }) => kind !== 'keycloak'))(
    '"$name" can be converted from $kind, as advised',
    ({ hash, kind }) => {
      const known = conversionKinds.find((each) => each === kind);
      expect(known).toBe(kind);
      expect(convertHash(known ?? 'md5', hash).to).not.toBe('refused');
    },
  );

  test('that only the hook can verify is left to it, where Kratos has it', () => {
    const hash = '$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01';
    const advice = (version: string): string | undefined =>
      inspectHash(hash, parseKratosVersion(version) ?? measuredVersion).advice;
    expect(advice('v1.3.0')).toBe('The password migration hook can verify it: idp password-hook serve.');
    expect(advice('v1.2.0')).toBe(
      'A password migration hook could verify it, which Kratos has from v1.3.0 on.',
    );
  });
});

test.each([
  ['{SALT}{PASSWORD}', '{SALT}{PASSWORD}'],
  ['pepper{PASSWORD}-{SALT}', '<6 bytes>{PASSWORD}<1 byte>{SALT}'],
  ['{PASSWORD}x'.repeat(20), `${'{PASSWORD}<1 byte>'.repeat(7)}{PASSWORD}…`],
])('of the template %s only the places are shown', (template, shown) => {
  const hash = `$md5$pf=${Buffer.from(template).toString('base64')}$c2FsdA==$CY9rzUYh03PK3k6DJie09g==`;
  expect(inspectHash(hash, measuredVersion).parameters['template']).toBe(shown);
});

test.each([
  [
    'argon2id',
    'of which Kratos takes the lower ones',
    '$argon2id$v=19$m=4294967360,t=1,p=1$c29tZXNhbHQ$KFdqUkKWuh0',
  ],
  ['argon2id', 'takes 4.0 GiB of memory', '$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$KFdqUkKWuh0'],
  ['argon2id', 'one in 16,777,216 passwords would match', '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$IuNO'],
  ['scrypt', 'takes 1024.0 GiB of memory', '$scrypt$ln=1073741824,r=8,p=1$c2FsdHNhbHQ=$KFdqUkKWuh0='],
  ['bcrypt', 'ignores the 4 bytes', '$2y$04$kndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.junk'],
])('a %s hash comes with the caution: %s', (format, caution, hash) => {
  expect(inspectHash(hash, measuredVersion)).toMatchObject({
    format,
    canMatch: true,
    caution: expect.stringContaining(caution) as string,
  });
});
