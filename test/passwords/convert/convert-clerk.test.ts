import { expect, test } from 'vitest';
import { convertClerk } from '../../../src/passwords/convert/convert-clerk.ts';

const md5 = '3cb4e732631f47e6eb961f34554b7cde';

test('salt and digest are told apart by their length, in whichever order they stand', () => {
  const first = convertClerk({ password_hasher: 'md5_salted', password_digest: `salt$${md5}` });
  expect(first).toEqual(convertClerk({ password_hasher: 'md5_salted', password_digest: `${md5}$salt` }));
  expect(first).toMatchObject({ to: 'kratos', caution: expect.stringContaining('try one known password') });
});

test('the pepper goes to the server of the hook, and is repeated nowhere', () => {
  const hash = '$2a$10$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
  const conversion = convertClerk({ password_hasher: 'bcrypt_peppered', password_digest: `${hash}$p3pp$r` });
  expect(conversion).toMatchObject({ to: 'hook', kind: 'peppered-bcrypt', hash });
  expect(JSON.stringify(conversion)).not.toContain('p3pp');
});

test('the salt of pbkdf2_sha1 is hex where it can be, and text otherwise', () => {
  const key = '00'.repeat(32);
  const salted = (salt: string): unknown =>
    convertClerk({ password_hasher: 'pbkdf2_sha1', password_digest: `pbkdf2_sha1$1000$${salt}$${key}` });
  expect(salted('abcd')).toMatchObject({ hash: expect.stringContaining('$q80$') });
  expect(salted('abcg')).toMatchObject({ hash: expect.stringContaining('$YWJjZw$') });
});

test('what is still in Amazon Cognito is no hash', () => {
  const user = { password_hasher: 'awscognito', password_digest: 'awscognito#eu-west-1_x#client#ada' };
  expect(convertClerk(user).to).toBe('nothing');
  expect(convertClerk({ password_hasher: 'bcrypt', password_digest: '' }).to).toBe('nothing');
});

test.each([
  ['md6', md5, 'password_hasher is none'],
  [undefined, md5, 'password_hasher is missing'],
  ['md5_salted', md5, 'salt$hash'],
  ['md5_salted', 'salt$abc', 'a digest of md5 has 32 hexadecimal digits'],
  ['pbkdf2_sha256', 'pbkdf2_sha256$1000$c2FsdA==', 'the name of its hasher, iterations, salt and hash'],
  ['pbkdf2_sha512', 'pbkdf2_sha512$1000$salt$not hex', 'the hash is not whole hexadecimal text'],
  [
    'pbkdf2_sha1',
    `pbkdf2_sha1$1000$salt$${'00'.repeat(32)}$20`,
    'the hash has 32 bytes, where 20 are needed',
  ],
  ['scrypt_firebase', 'hash$salt$key', 'hash$salt$signer key$salt separator$rounds$memory cost'],
  ['sha512_symfony', 'sha512_symfony$5000$salt$AAAA', 'the hash has 3 bytes, where 64 are needed'],
  ['hmac_sha256_utf16_b64', 'AAAA$AAAA', 'hmac_sha256_utf16_b64$hash$key'],
  ['bcrypt_peppered', '$2a$10$abc', 'a bcrypt hash, a $ and the pepper'],
])('a %s of "%s" is refused', (password_hasher, password_digest, reason) => {
  expect(convertClerk({ password_hasher, password_digest })).toEqual({
    to: 'refused',
    reason: expect.stringContaining(reason),
  });
});
