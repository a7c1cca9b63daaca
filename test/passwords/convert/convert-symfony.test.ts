import { expect, test } from 'vitest';
import { convertSymfony } from '../../../src/passwords/convert/convert-symfony.ts';

const password = Buffer.alloc(64, 1).toString('base64');

test('5000 times sha512 unless it is said otherwise', () => {
  expect(convertSymfony({ password, salt: 'abc' })).toMatchObject({
    to: 'hook',
    kind: 'symfony',
    hash: `symfony$sha512$5000$YWJj$${password}`,
  });
});

test('once is for Kratos, with the braces that Symfony puts around the salt', () => {
  expect(convertSymfony({ password, salt: 'abc', iterations: 1 })).toEqual({
    to: 'kratos',
    hash: `$sha512$pf=${Buffer.from('{PASSWORD}{{SALT}}').toString('base64')}$YWJj$${password}`,
  });
});

test.each([
  [{ password, algorithm: 'whirlpool' }, 'algorithm has to be one of'],
  [{ password, iterations: 0 }, 'iterations has to be a whole number'],
  [{ password: password.slice(4) }, 'password is no digest of sha512'],
  [{ password, algorithm: 'sha256' }, 'password is no digest of sha256'],
])('%o is refused', (user, reason) => {
  expect(convertSymfony(user)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('a user without a password has none', () => {
  expect(convertSymfony({ salt: 'abc' }).to).toBe('nothing');
});
