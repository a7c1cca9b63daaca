import { expect, test } from 'vitest';
import { convertAuth0 } from '../../../src/passwords/convert/convert-auth0.ts';

const sha256 = 'd24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f';
const bcrypt = '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K';
const pbkdf2 =
  'KNyFsA2rWoE$I2CQGI9H0JxdDf3kERRI97kPCGxh0KWBIV3MxyaS191gDGfzVBGyS4BibhgqWQ0/ails8mHuU9ckASxHOOq58w';

test('the salt is before the password unless it is said to be behind it', () => {
  const hash = { value: sha256, encoding: 'hex' };
  const before = convertAuth0({ algorithm: 'sha256', hash, salt: { value: 'abc123' } });
  expect(before).toMatchObject({
    hash: expect.stringContaining('$sha256$pf=e1NBTFR9e1BBU1NXT1JEfQ==$YWJjMTIz$'),
  });
  expect(
    convertAuth0({ algorithm: 'sha256', hash, salt: { value: 'abc123', position: 'suffix' } }),
  ).toMatchObject({
    hash: expect.stringContaining('$sha256$pf=e1BBU1NXT1JEfXtTQUxUfQ==$YWJjMTIz$'),
  });
});

test('pbkdf2 has 100000 iterations and 64 bytes unless it says otherwise', () => {
  expect(convertAuth0({ algorithm: 'pbkdf2', hash: { value: `$pbkdf2-sha512$${pbkdf2}` } })).toEqual({
    to: 'kratos',
    hash: `$pbkdf2-sha512$i=100000,l=64$${pbkdf2}`,
  });
});

test('a password that was hashed in Latin 1 is the same in ASCII only', () => {
  const custom = {
    algorithm: 'sha256',
    hash: { value: sha256, encoding: 'hex' },
    password: { encoding: 'latin1' },
  };
  expect(convertAuth0(custom)).toMatchObject({
    to: 'kratos',
    caution: expect.stringContaining('beyond ASCII'),
  });
});

test.each([
  [
    'md4',
    { algorithm: 'md4', hash: { value: 'AbuUujgF0pPPkJPSFRTpmA==', encoding: 'base64' } },
    'md4 is computed neither',
  ],
  [
    'ripemd160',
    {
      algorithm: 'hmac',
      hash: { value: 'AAAA', encoding: 'base64', digest: 'ripemd160', key: { value: 'k' } },
    },
    'hash.digest is computed neither',
  ],
  [
    'an HMAC with a salt',
    {
      algorithm: 'hmac',
      hash: { value: sha256, encoding: 'hex', digest: 'sha256', key: { value: 'k' } },
      salt: { value: 's' },
    },
    'salt of an HMAC is added',
  ],
  [
    'an HMAC without a key',
    { algorithm: 'hmac', hash: { value: sha256, encoding: 'hex', digest: 'sha256' } },
    'hash.key has to be a JSON object',
  ],
  [
    'bcrypt with a salt',
    { algorithm: 'bcrypt', hash: { value: bcrypt }, salt: { value: 's' } },
    'salt beside bcrypt is added to the password',
  ],
  [
    'UTF-16',
    { algorithm: 'sha256', hash: { value: sha256, encoding: 'hex' }, password: { encoding: 'ucs2' } },
    'password.encoding of two bytes a letter',
  ],
  [
    'another encoding of the password',
    { algorithm: 'bcrypt', hash: { value: bcrypt }, password: { encoding: 'ebcdic' } },
    'password.encoding has to be ascii',
  ],
  ['no encoding', { algorithm: 'sha256', hash: { value: sha256 } }, 'hash.encoding has to be hex or base64'],
  [
    'an unknown position',
    { algorithm: 'sha256', hash: { value: sha256, encoding: 'hex' }, salt: { value: 's', position: 'both' } },
    'salt.position has to be prefix or suffix',
  ],
  [
    'an unknown encoding of the salt',
    { algorithm: 'sha256', hash: { value: sha256, encoding: 'hex' }, salt: { value: 's', encoding: 'b64' } },
    'salt.value has an unknown encoding',
  ],
  [
    'pbkdf2 of md4',
    { algorithm: 'pbkdf2', hash: { value: `$pbkdf2-md4$i=100000,l=64$${pbkdf2}` } },
    'sha1, sha224, sha256, sha384 and sha512 only',
  ],
  [
    'pbkdf2 of another length',
    { algorithm: 'pbkdf2', hash: { value: `$pbkdf2-sha512$i=1,l=32$${pbkdf2}` } },
    'the key has 64 bytes, where 32 are needed',
  ],
  [
    'pbkdf2 of another form',
    { algorithm: 'pbkdf2', hash: { value: 'pbkdf2' } },
    '$pbkdf2-digest$i=iterations,l=length$salt$key',
  ],
  [
    'scrypt without keylen',
    { algorithm: 'scrypt', hash: { value: sha256, encoding: 'hex' }, salt: { value: 's' } },
    'keylen is missing',
  ],
  [
    'scrypt without a salt',
    { algorithm: 'scrypt', hash: { value: sha256, encoding: 'hex' }, keylen: 32 },
    'salt has to be a JSON object',
  ],
  [
    'a digest that is cut off',
    { algorithm: 'sha256', hash: { value: sha256.slice(2), encoding: 'hex' } },
    'the digest has 31 bytes',
  ],
  ['an unknown algorithm', { algorithm: 'sha3', hash: { value: sha256 } }, 'algorithm is none of'],
  ['no algorithm', { hash: { value: sha256 } }, 'algorithm is missing'],
  ['a hash that is text', { algorithm: 'md5', hash: sha256 }, 'hash is not whole JSON'],
])('%s is refused', (_case, custom, reason) => {
  expect(convertAuth0(custom)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
