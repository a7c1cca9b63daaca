import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

// A hash of `test`, and one of `correct horse`.
const bcryptHash = '$2y$04$kndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.';
const argon2Hash =
  '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$2Ek5zMZVGrFVTlHZZgywf+fd0fS6/y+DB3Z5fAX1+zM';

async function identityWithHash(email: string, hash: string): Promise<string> {
  return kratos.createIdentity(email, {
    credentials: { password: { config: { hashed_password: hash } } },
  });
}

async function stored(id: string): Promise<Answer> {
  return kratos.admin('GET', `/admin/identities/${id}?include_credential=password`);
}

const hashPath = ['credentials', 'password', 'config', 'hashed_password'] as const;

test('a bcrypt hash stays as it is, whatever its letter', async () => {
  const id = await identityWithHash('bcrypt@password.example', bcryptHash);
  expect((await kratos.login('bcrypt@password.example', 'test')).status).toBe(200);
  expect(member(await stored(id), ...hashPath)).toBe(bcryptHash);
});

test('another hash is replaced by bcrypt at the first login, and the password goes on working', async () => {
  const id = await identityWithHash('argon2@password.example', argon2Hash);
  expect((await kratos.login('argon2@password.example', 'wrong')).status).toBe(400);
  expect(member(await stored(id), ...hashPath)).toBe(argon2Hash);

  const before = await stored(id);
  expect((await kratos.login('argon2@password.example', 'correct horse')).status).toBe(200);
  const after = await stored(id);
  expect(member(after, ...hashPath)).toMatch(/^\$2[ab]\$04\$/);
  expect(member(after, 'updated_at')).not.toBe(member(before, 'updated_at'));
  expect((await kratos.login('argon2@password.example', 'correct horse')).status).toBe(200);
  expect((await kratos.login('argon2@password.example', 'wrong')).status).toBe(400);
});

test('a hash that is malformed lets nobody in', async () => {
  await identityWithHash('malformed@password.example', '$argon2id$');
  expect((await kratos.login('malformed@password.example', 'test')).status).toBe(400);
});

test('a password that only a migration hook knows is 500, for there is no hook', async () => {
  await kratos.createIdentity('hook@password.example', {
    credentials: { password: { config: { use_password_migration_hook: true } } },
  });
  const { status, body } = await kratos.login('hook@password.example', 'test');
  expect([status, body]).toMatchObject([500, { error: { id: 'invalid_configuration' } }]);
});
