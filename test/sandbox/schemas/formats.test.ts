import { expect, test } from 'vitest';
import { isEmail, isPhoneNumber } from '../../../src/sandbox/schemas/formats.ts';

test.each([
  'a@b',
  ' a@b',
  "o'b+tag=1@example.com",
  '"q x"@example.com',
  'ü@example.com',
  `${'x'.repeat(64)}@x.com`,
])('%s is an e-mail address to Kratos', (value) => {
  expect(isEmail(value)).toBe(true);
});

test.each([
  '',
  'a',
  '@b',
  'a@',
  'a b@c',
  'a@b ',
  ' a@b ',
  '\na@b',
  '""@b',
  'Bob <b@example.com>',
  '<a@b>',
  'a..b@c',
  '.a@b',
  'a,b@c',
  'a@-b.com',
  'a@b-.com',
  'a@b_c.com',
  'a@b.com.',
  'a@exämple.com',
  `${'x'.repeat(65)}@x.com`,
])('"%s" is not', (value) => {
  expect(isEmail(value)).toBe(false);
});

test('a phone number is international, however it is written', () => {
  expect(isPhoneNumber('+49 (30) 123-456')).toBe(true);
  expect(isPhoneNumber('030 123456')).toBe(false);
});
