import { expect, test } from 'vitest';
import { convertPassportLocalMongoose } from '../../../src/passwords/convert/convert-passport-local-mongoose.ts';
import { convertPassport } from '../../../src/passwords/convert/convert-passport.ts';

const key = Buffer.alloc(32, 0xab);
const salt = Buffer.alloc(16, 0xcd);
const converted = {
  to: 'kratos',
  hash: `$pbkdf2-sha256$i=310000,l=32$zc3Nzc3Nzc3Nzc3Nzc3NzQ$${key.toString('base64').replaceAll('=', '')}`,
};

test.each([
  ['hex', key.toString('hex'), salt.toString('hex')],
  ['hex in capitals', key.toString('hex').toUpperCase(), salt.toString('hex').toUpperCase()],
  ['base64', key.toString('base64'), salt.toString('base64')],
  ['hex of PostgreSQL', `\\x${key.toString('hex')}`, `\\x${salt.toString('hex')}`],
  ['hex of SQLite', `X'${key.toString('hex')}'`, `X'${salt.toString('hex')}'`],
  ['a buffer of Node', { ...key.toJSON() }, { ...salt.toJSON() }],
])('the bytes of a tutorial are read as %s', (_form, hashed_password, saltText) => {
  expect(convertPassport({ hashed_password, salt: saltText })).toEqual(converted);
});

test('the salt of passport-local-mongoose is its hexadecimal text, not what that stands for', () => {
  const hash = Buffer.alloc(512, 1).toString('hex');
  expect(convertPassportLocalMongoose({ salt: 'cdcd', hash })).toMatchObject({
    to: 'kratos',
    hash: expect.stringContaining('$pbkdf2-sha256$i=25000,l=512$Y2RjZA$'),
  });
  expect(convertPassportLocalMongoose({ salt: 'cdcd', hash, digest: 'sha1' })).toMatchObject({
    hash: expect.stringContaining('$pbkdf2-sha1$'),
  });
});

test.each([
  [{ salt: 'aa', hashed_password: 'AAAA' }, 'hashed_password has 2 bytes where keylen says 32'],
  [{ salt: 'aa', hashed_password: 'no blob' }, 'hashed_password is neither hexadecimal text nor base64'],
  [
    { salt: 'aa', hashed_password: { type: 'Buffer', data: [256] } },
    'hashed_password.data has to be a list of bytes',
  ],
  [{ hashed_password: key.toString('hex') }, 'salt is missing'],
  [{ salt: 'aa', hashed_password: key.toString('hex'), keylen: 64 }, 'keylen says 64'],
  [{ salt: 'aa', hashed_password: key.toString('hex'), digest: 'md5' }, 'sha1, sha224, sha256'],
])('%o is refused', (user, reason) => {
  expect(convertPassport(user)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test.each([
  [
    { salt: 'aa', hash: key.toString('hex') },
    'hash has 32 bytes where keylen says 512: it is cut off, or keylen was another',
  ],
  [{ salt: 'aa', hash: 'xyz' }, 'hash is not whole hexadecimal text'],
  [{ hash: Buffer.alloc(512).toString('hex') }, 'salt is missing'],
  [{ salt: 'aa', hash: key.toString('hex'), encoding: 'latin1' }, 'hash has an unknown encoding'],
])('%o of passport-local-mongoose is refused', (user, reason) => {
  expect(convertPassportLocalMongoose(user)).toEqual({
    to: 'refused',
    reason: expect.stringContaining(reason),
  });
});

test('a user who signs in elsewhere has no hash', () => {
  expect(convertPassport({ hashed_password: null }).to).toBe('nothing');
  expect(convertPassportLocalMongoose({}).to).toBe('nothing');
});
