import { expect, test } from 'vitest';
import { hashPassword } from '../../src/passwords/hash-password.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { readHashVectors } from './hash-vectors.ts';

const verified = readHashVectors().filter(
  ({ name }) => /^(?:bcrypt|argon2|Keycloak argon2)/.test(name) && !name.includes('cost 16'),
);

test.each(verified)('"$name" is compared as Kratos does', async ({ password, hash, logsIn }) => {
  expect(await verifyPassword(password, hash)).toBe(logsIn);
  expect(await verifyPassword(`${password}!`, hash)).toBe(false);
});

test.each(['2', '2a', '2b', '2y', '2z'])('the letter of $%s$ makes no difference', async (letter) => {
  const hash = await hashPassword('correct horse', { cost: 4 });
  expect(await verifyPassword('correct horse', hash.replace('$2b$', `$${letter}$`))).toBe(true);
});

test('a password above 72 bytes matches no bcrypt hash, not even that of its beginning', async () => {
  const hash = await hashPassword('a'.repeat(72), { cost: 4 });
  expect(await verifyPassword('a'.repeat(73), hash)).toBe(false);
});

test.each([
  '',
  'not a hash',
  '$2a$',
  '$2a$04$short',
  '$2a$99$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
  '$argon2id$',
  '$argon2id$v=16$m=16,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$RQ5IIheGLtCcnNoamqZ7XPR3fO',
  '$argon2id$v=19$m=1,t=0,p=0$MDEyMzQ1Njc4OWFiY2RlZg$RQ5IIheGLtCcnNoamqZ7XPR3fO',
  '$argon2d$v=19$m=16,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$RQ5IIheGLtCcnNoamqZ7XPR3fO',
])('the malformed hash "%s" matches no password', async (hash) => {
  expect(await verifyPassword('', hash)).toBe(false);
  expect(await verifyPassword('test', hash)).toBe(false);
});
