import { expect, test } from 'vitest';
import { convertDjango } from '../../../src/passwords/convert/convert-django.ts';

test('the salt is text, and is not decoded', () => {
  expect(
    convertDjango('pbkdf2_sha256$1000$abcDEF123456xyz789QRST$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8='),
  ).toEqual({
    to: 'kratos',
    hash: '$pbkdf2-sha256$i=1000,l=32$YWJjREVGMTIzNDU2eHl6Nzg5UVJTVA$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8',
  });
});

test('the N of scrypt stands before its salt', () => {
  const key = Buffer.alloc(64, 1).toString('base64');
  expect(convertDjango(`scrypt$16384$salt$8$5$${key}`)).toEqual({
    to: 'kratos',
    hash: `$scrypt$ln=16384,r=8,p=5$c2FsdA==$${key}`,
  });
});

test.each(['', '   ', '*', '!', '!F3mXk2o9', '!!'])('"%s" is no usable password', (text) => {
  expect(convertDjango(text).to).toBe('nothing');
});

test.each([
  [
    'pbkdf2_sha256$0$salt$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8=',
    'iterations has to be a whole number',
  ],
  [
    'pbkdf2_sha256$1e3$salt$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8=',
    'iterations has to be a whole number',
  ],
  ['pbkdf2_sha256$4294967296$salt$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8=', 'from 1 to 4294967295'],
  ['pbkdf2_sha256$1000$salt$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYg==', 'the hash has 31 bytes, where 32'],
  ['pbkdf2_sha256$1000$salt', 'iterations, salt and hash are expected'],
  ['pbkdf2_sha512$1000$salt$AAAA', 'none of those that come with Django'],
  ['scrypt$salt$16384$8$1$AAAA', 'N has to be a whole number'],
  ['crypt$$abiQ6Ep3EYTHc', 'DES'],
  ['md5$salt$3cb4e732631f47e6eb961f34554b7cd', 'a digest of md5 has 32 hexadecimal digits'],
  ['bcrypt_sha256$$2b$12$tooshort', '53 characters'],
  ['correct horse', 'none of those that come with Django'],
])('%s is refused, and the reason names what is wrong', (text, reason) => {
  expect(convertDjango(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('an N of scrypt that is no power of 2 would never log in', () => {
  const key = Buffer.alloc(64, 1).toString('base64');
  expect(convertDjango(`scrypt$1000$salt$8$1$${key}`)).toEqual({
    to: 'refused',
    reason: expect.stringContaining('converted, it would never log in to Kratos v26.2.0'),
  });
});
