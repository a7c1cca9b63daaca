import { expect, test } from 'vitest';
import { PasswordTooLongError } from '../../src/passwords/bcrypt-limit.ts';
import { hashPassword } from '../../src/passwords/hash-password.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';

test('a hash has the cost that was asked for and matches its password only', async () => {
  const hash = await hashPassword('correct horse', { cost: 5 });
  expect(hash).toMatch(/^\$2b\$05\$[./A-Za-z0-9]{53}$/);
  expect(await verifyPassword('correct horse', hash)).toEqual({ match: true });
  expect(await verifyPassword('Correct horse', hash)).toMatchObject({ match: false });
});

test('the same password never gives the same hash twice', async () => {
  expect(await hashPassword('x', { cost: 4 })).not.toBe(await hashPassword('x', { cost: 4 }));
});

test('72 bytes are hashed, 73 are refused, whatever the number of characters', async () => {
  await expect(hashPassword('é'.repeat(36), { cost: 4 })).resolves.toMatch(/^\$2b\$/);
  await expect(hashPassword('é'.repeat(37), { cost: 4 })).rejects.toThrow(PasswordTooLongError);
  await expect(hashPassword('x'.repeat(73), { cost: 4 })).rejects.toThrow(
    'at most 72 bytes long, and has 73',
  );
});
