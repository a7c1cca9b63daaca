import { expect, test } from 'vitest';
import { convertPhcPbkdf2 } from '../../../src/passwords/convert/convert-phc-pbkdf2.ts';
import { convertPhcScrypt } from '../../../src/passwords/convert/convert-phc-scrypt.ts';
import { verifyHookHash } from '../../../src/passwords/hook/verify-hook-hash.ts';
import { readHashVectors } from '../hash-vectors.ts';

const salt = 'w09oUfLMy+pZjmqWHw0IlA';
const key = 'LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8';
const pbkdf2 = `$pbkdf2-sha256$i=1000,l=32$${salt}$${key}`;
const scrypt = `$scrypt$ln=16384,r=8,p=1$${salt}==$${key}=`;

test('pbkdf2 loses its padding, and gets the length that it has', () => {
  expect(convertPhcPbkdf2(`$pbkdf2-sha256$i=1000,l=32$${salt}==$${key}=`)).toEqual({
    to: 'kratos',
    hash: pbkdf2,
  });
  expect(convertPhcPbkdf2(`$pbkdf2-sha256$i=1000$${salt}$${key}`)).toEqual({ to: 'kratos', hash: pbkdf2 });
  expect(convertPhcPbkdf2(pbkdf2)).toEqual({ to: 'kratos', hash: pbkdf2 });
});

const sha2 = readHashVectors().filter(({ name }) => /^pbkdf2-sha(?:224|384) /.test(name));

test.each(sha2)('$name is for the hook, which matches it', async ({ hash, password }) => {
  const conversion = convertPhcPbkdf2(hash);
  expect(conversion).toMatchObject({ to: 'hook', kind: 'pbkdf2-sha2' });
  expect(conversion.to === 'hook' && (await verifyHookHash(password, conversion))).toBe(true);
});

test.each([
  ['14', 'unpadded', `$scrypt$ln=14,r=8,p=1$${salt}$${key}`],
  ['14', 'padded', `$scrypt$ln=14,r=8,p=1$${salt}==$${key}=`],
  ['16384', 'unpadded', `$scrypt$ln=16384,r=8,p=1$${salt}$${key}`],
  ['16384', 'padded', scrypt],
])('scrypt with ln=%s, %s, is the same hash', (_ln, _padding, hash) => {
  expect(convertPhcScrypt(hash)).toEqual({ to: 'kratos', hash: scrypt });
});

test.each([
  [convertPhcPbkdf2, `$pbkdf2-sha256$l=32$${salt}$${key}`, 'i is missing'],
  [convertPhcPbkdf2, `$pbkdf2-sha256$i=1,l=64$${salt}$${key}`, 'the key has 32 bytes, where 64 are needed'],
  [convertPhcPbkdf2, `$pbkdf2-md5$i=1,l=32$${salt}$${key}`, 'sha1, sha224, sha256, sha384 and sha512 only'],
  [convertPhcPbkdf2, `$pbkdf2-sha256$i=1$${salt}$AAAA`, 'the key of pbkdf2 has 3 bytes'],
  [convertPhcPbkdf2, 'pbkdf2', '$pbkdf2-digest$i=iterations'],
  [convertPhcScrypt, `$scrypt$ln=1000,r=8,p=1$${salt}$${key}`, 'would never log in'],
  [convertPhcScrypt, `$scrypt$ln=14,r=8,p=1$${salt}$`, '$scrypt$ln=…'],
  [convertPhcScrypt, `$scrypt$ln=0,r=8,p=1$${salt}$${key}`, 'ln has to be a whole number'],
])('%o refuses %s', (convert, text, reason) => {
  expect(convert(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
