import { expect, test } from 'vitest';
import { convertFusionauth } from '../../../src/passwords/convert/convert-fusionauth.ts';

const salt = Buffer.alloc(32, 3).toString('base64');
const password = Buffer.alloc(32, 4).toString('base64');

test('bcrypt is put together of its parts, or taken whole', () => {
  const hash = '$2a$10$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
  const parts = { factor: '10', salt: hash.slice(7, 29), password: hash.slice(29) };
  expect(convertFusionauth({ encryptionScheme: 'bcrypt', ...parts })).toEqual({ to: 'kratos', hash });
  expect(convertFusionauth({ encryptionScheme: 'bcrypt', password: hash })).toEqual({ to: 'kratos', hash });
});

test('one digest is for Kratos, more are for the hook', () => {
  expect(convertFusionauth({ encryptionScheme: 'salted-sha256', factor: 1, salt, password })).toMatchObject({
    to: 'kratos',
  });
  expect(convertFusionauth({ encryptionScheme: 'salted-sha256', factor: 2, salt, password })).toMatchObject({
    to: 'hook',
    kind: 'fusionauth',
    hash: `salted-sha256$2$${salt}$${password}`,
  });
});

test.each([
  ['no scheme', { salt, password, factor: 1 }, 'encryptionScheme is missing'],
  [
    'a scheme of a plugin',
    { encryptionScheme: 'my-scheme', salt, password, factor: 1 },
    'encryptionScheme is none',
  ],
  ['no factor', { encryptionScheme: 'salted-sha256', salt, password }, 'factor is missing'],
  ['no salt', { encryptionScheme: 'salted-pbkdf2-hmac-sha256', password, factor: 24000 }, 'salt is missing'],
  [
    'a key of another scheme',
    { encryptionScheme: 'salted-pbkdf2-hmac-sha512-512', salt, password, factor: 1 },
    'password has 32 bytes, where 64',
  ],
  [
    'phpass with an odd factor',
    { encryptionScheme: 'phpass-md5', salt: 'saltsalt', password, factor: 1000 },
    'factor of phpass has to be a power of 2',
  ],
  [
    'phpass with a long salt',
    { encryptionScheme: 'phpass-md5', salt, password, factor: 2048 },
    'salt of phpass has to have 8 characters',
  ],
  [
    'bcrypt with a short salt',
    { encryptionScheme: 'bcrypt', salt: 'abc', password, factor: 10 },
    'salt of bcrypt has 22 characters, this one 3',
  ],
])('%s is refused', (_case, user, reason) => {
  expect(convertFusionauth(user)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('a user without a password has none', () => {
  expect(convertFusionauth({ encryptionScheme: 'bcrypt', factor: 10 }).to).toBe('nothing');
});
