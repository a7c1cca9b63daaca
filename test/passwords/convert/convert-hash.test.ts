import { expect, test } from 'vitest';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { conversionKinds } from '../../../src/passwords/convert/conversion-kinds.ts';

const bcrypt = '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K';

test('every kind answers to an empty text', () => {
  for (const kind of conversionKinds) expect(convertHash(kind, '').to).toMatch(/nothing|refused/);
});

test.each([
  bcrypt,
  JSON.stringify({ _ID: { $oid: '5f' }, passwordHash: bcrypt }),
  JSON.stringify({ email: 'ada@example.com', password_hash: bcrypt }),
  JSON.stringify({ custom_password_hash: { algorithm: 'bcrypt', hash: { value: bcrypt } } }),
  JSON.stringify({ algorithm: 'bcrypt', hash: { value: bcrypt } }),
])('of auth0 an export, an import and a hash alone are taken: %s', (text) => {
  expect(convertHash('auth0', text)).toEqual({ to: 'kratos', hash: bcrypt });
});

test.each([
  'clerk',
  'firebase',
  'fusionauth',
  'keycloak',
  'okta',
  'passport',
  'passport-local-mongoose',
] as const)('%s needs an object, and says so', (kind) => {
  expect(convertHash(kind, bcrypt)).toEqual({ to: 'refused', reason: 'the text is not whole JSON' });
});

test('settings say what the text does not, and the text is believed first', () => {
  const md5 = '3cb4e732631f47e6eb961f34554b7cde';
  expect(convertHash('md5', md5, { salt: 's', saltPosition: 'suffix' })).toMatchObject({
    hash: expect.stringContaining('$cw==$'),
  });
  expect(convertHash('devise', bcrypt, { peppered: true })).toMatchObject({ to: 'hook' });
  const row = { hashed_password: '00'.repeat(32), salt: 'aa', iterations: 5 };
  expect(convertHash('passport', JSON.stringify(row), { iterations: 9 })).toMatchObject({
    hash: expect.stringContaining('i=5,'),
  });
});
