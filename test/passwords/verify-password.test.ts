import { expect, test } from 'vitest';
import { hashPassword } from '../../src/passwords/hash-password.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { readHashInspections, readHashVectors } from './hash-vectors.ts';

test.each(readHashVectors())(
  '"$name" is compared as Kratos does',
  async ({ password, hash, logsIn, reason }) => {
    const verdict = await verifyPassword(password, hash);
    expect(verdict).toEqual(
      logsIn ? { match: true } : { match: false, code: anyCode, reason: fullReasons.get(reason) ?? reason },
    );
  },
  30_000, // one of them is bcrypt of cost 16
);

const anyCode = expect.any(String) as unknown;
const fullReasons = new Map([
  [
    'password >72 bytes rejected',
    'the password does not fulfill the password policy because: The password must be at most 72 characters long, but got 80.',
  ],
]);

test.each(readHashInspections().filter(({ says }) => says !== '' && !says.startsWith('PANIC')))(
  '"$name" is compared as Kratos does, for the same reason',
  async ({ password, hash, says }) => {
    const verdict = await verifyPassword(password, hash);
    const reason = says.replace('FAIL: ', '').replace('I[#/password] S[] ', '');
    expect(verdict).toEqual(says === 'MATCH' ? { match: true } : { match: false, code: anyCode, reason });
  },
);

test.each(readHashInspections().filter(({ says }) => says.startsWith('PANIC')))(
  '"$name" matches nothing, for Kratos fails on it',
  async ({ password, hash, login }) => {
    expect(login).toBe('CLOSED');
    expect(await verifyPassword(password, hash)).toMatchObject({ match: false, code: 'crashes-kratos' });
  },
);

test.each(readHashVectors().filter(({ logsIn }) => logsIn))(
  '"$name" lets no other password in',
  async ({ password, hash }) => {
    const verdict = { match: false, code: 'mismatch', reason: 'passwords do not match' };
    expect(await verifyPassword(`${password}!`, hash)).toEqual(verdict);
    expect(await verifyPassword('', hash)).toEqual(verdict);
  },
);

test.each(['2', '2a', '2b', '2y', '2z'])('the letter of $%s$ makes no difference', async (letter) => {
  const hash = await hashPassword('correct horse', { cost: 4 });
  const { match } = await verifyPassword('correct horse', hash.replace('$2b$', `$${letter}$`));
  expect(match).toBe(true);
});

test('a password above 72 bytes matches no bcrypt hash, not even that of its beginning', async () => {
  const hash = await hashPassword('a'.repeat(72), { cost: 4 });
  expect(await verifyPassword('a'.repeat(73), hash)).toEqual({
    match: false,
    code: 'password-too-long',
    reason:
      'the password does not fulfill the password policy because: The password must be at most 72 characters long, but got 73.',
  });
});

test('a hash of another kind than bcrypt takes passwords of any length', async () => {
  const hash = '{SSHA}3hI/G8HO4oCuuSGcA8AQdAHvd+Zz';
  expect(await verifyPassword('x'.repeat(100), hash)).toEqual({ match: true });
});

test('comparing with many rounds of sha-crypt lets other work go on', async () => {
  const hash = `$sha256-crypt$rounds=30000$salt$${'x'.repeat(43)}`;
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await verifyPassword('test', hash);
  isDone = true;
  expect(turns).toBeGreaterThan(3);
});
