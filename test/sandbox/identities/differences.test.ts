import { afterEach, beforeEach, expect, test } from 'vitest';
import { member, password, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

// What the embedded Kratos answers otherwise than a real one, and docs/sandbox.md says so under the same names.

let kratos: RunningSandbox;
beforeEach(async () => {
  kratos = await runSandbox();
});
afterEach(() => kratos.close());

async function patched(op: string, path: string, value: unknown): Promise<unknown> {
  const id = await kratos.createIdentity('ada@example.com');
  const { body } = await kratos.admin('PATCH', `/admin/identities/${id}`, { body: [{ op, path, value }] });
  return body;
}

async function created(raw: string): Promise<{ status: number; body: unknown }> {
  return kratos.admin('POST', '/admin/identities', { raw });
}

test('fixed-order: several violations come in the order of the schema', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => created('{"traits":{"email":"","username":5,"extra":1}}')),
  );
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

test('bcrypt-letter: a password that it hashes has the letter b', async () => {
  const id = await kratos.createIdentity('ada@example.com', {
    credentials: { password: { config: { password } } },
  });
  const found = await kratos.admin('GET', `/admin/identities/${id}?include_credential=password`);
  expect(member(found, 'credentials', 'password', 'config', 'hashed_password')).toMatch(/^\$2b\$/);
});

test('null-configuration: a configuration that was set to null reads {}', async () => {
  const id = await kratos.createIdentity('ada@example.com');
  const value = { type: 'totp', config: null };
  await kratos.admin('PATCH', `/admin/identities/${id}`, {
    body: [{ op: 'add', path: '/credentials/totp', value }],
  });
  const found = await kratos.admin('GET', `/admin/identities/${id}?include_credential=totp`);
  expect(found.body).toMatchObject({ credentials: { totp: { config: {} } } });
});

test('year-one: a state_changed_at of the year 1 is left out', async () => {
  expect(await patched('add', '/state_changed_at', '0001-01-01T00:00:00Z')).not.toHaveProperty(
    'state_changed_at',
  );
});

test('not-utf-8: bytes that are no UTF-8 become replacement characters', async () => {
  const raw = Buffer.from('{"traits":{"email":"ada@example.com"},"metadata_public":"\xff"}', 'latin1');
  const answer = await fetch(`${kratos.adminUrl}/admin/identities`, { method: 'POST', body: raw });
  expect(await answer.json()).toMatchObject({ metadata_public: '\ufffd' });
});

test('deep-json: JSON can be some 2,000 levels deep, and not 9,000', async () => {
  expect((await created(nested(9000))).status).toBe(500);
  expect((await created(nested(2000))).status).toBe(201);
});

function nested(depth: number): string {
  return `{"traits":{"email":"ada@example.com"},"metadata_public":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}
