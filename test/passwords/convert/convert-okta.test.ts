import { expect, test } from 'vitest';
import { convertOkta } from '../../../src/passwords/convert/convert-okta.ts';

test('bcrypt is put together of its parts', () => {
  const hash = '$2a$08$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
  const parts = { algorithm: 'BCRYPT', workFactor: 8, salt: hash.slice(7, 29), value: hash.slice(29) };
  expect(convertOkta(parts)).toEqual({ to: 'kratos', hash });
});

test.each([
  [{ algorithm: 'MD4', value: 'AAAA' }, 'algorithm has to be BCRYPT, PBKDF2'],
  [{ value: 'AAAA' }, 'algorithm is missing'],
  [{ algorithm: 'BCRYPT', value: 'AAAA', salt: 'abc', workFactor: 10 }, 'salt of BCRYPT has 22 characters'],
  [
    { algorithm: 'BCRYPT', value: 'AAAA', salt: 'abc', workFactor: 3 },
    'workFactor has to be a whole number from 4',
  ],
  [{ algorithm: 'SHA-256', value: 'AAAA' }, 'the digest has 3 bytes, where sha256 makes 32'],
  [
    { algorithm: 'MD5', value: 'PLTnMmMfR+brlh80VUt83g==', salt: 'AAAA' },
    'saltOrder has to be PREFIX or POSTFIX',
  ],
  [{ algorithm: 'PBKDF2', value: 'AAAA', salt: 'AAAA' }, 'digestAlgorithm is missing'],
  [
    { algorithm: 'PBKDF2', value: 'AAAA', salt: 'AAAA', digestAlgorithm: 'SHA1' },
    'digestAlgorithm has to be',
  ],
  [
    {
      algorithm: 'PBKDF2',
      value: 'AAAA',
      salt: 'AAAA',
      digestAlgorithm: 'SHA256_HMAC',
      keySize: 32,
      iterationCount: 1,
    },
    'value has 3 bytes, where 32 are needed',
  ],
])('%o is refused', (hash, reason) => {
  expect(convertOkta(hash)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('a hash without a value is none', () => {
  expect(convertOkta({ algorithm: 'BCRYPT' }).to).toBe('nothing');
});
