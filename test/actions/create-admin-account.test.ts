import { describe, expect, test } from 'vitest';
import { login, newcomer, uniqueName } from './people.ts';
import { submitRecoveryCode } from './recovery.ts';
import { newPassword, newSecret, useScene } from './scene.ts';
import type { Run } from './operator.ts';

const scene = useScene({ ...newSecret, IDP_SECRET_LONG__PASSWORD: 'x'.repeat(73) });
const action = 'create-admin-account';

const idOf = (run: Run): string => String(run.results['identity-id']);

test('with a secret makes an account that logs in with it, by address and by user name', async () => {
  const who = newcomer();
  const run = await scene.operator.run(action, {
    ...who,
    name: 'Ada Lovelace',
    'phone-number': '+43 1 2345',
    'password-secret-id': 'new',
  });
  const id = idOf(run);
  expect([run.exit, run.results, run.sent]).toEqual([
    0,
    { 'identity-id': id, changed: true },
    ['POST /admin/identities'],
  ]);
  expect(await scene.kratos.getIdentity(id)).toMatchObject({
    schema_id: 'admin_v0',
    state: 'active',
    traits: { ...who, name: 'Ada Lovelace', phone_number: '+43 1 2345' },
  });
  expect(await login(scene.kratos, who.email, newPassword)).toBeDefined();
  expect(await login(scene.kratos, who.username, newPassword)).toBeDefined();
});

test('sends the password as a bcrypt hash of cost 12', async () => {
  const run = await scene.operator.run(action, { ...newcomer(), 'password-secret-id': 'new' });
  const { credentials } = await scene.kratos.getIdentity(idOf(run), 'password');
  expect(credentials?.['password']?.config).toEqual({
    hashed_password: expect.stringMatching(/^\$2[aby]\$12\$/) as unknown,
  });
});

test('without a secret makes a recovery code and link that work, and no password', async () => {
  const run = await scene.operator.run(action, { ...newcomer(), 'expires-in': '30m' });
  const id = idOf(run);
  expect([run.exit, run.results]).toEqual([
    0,
    {
      'identity-id': id,
      changed: true,
      'recovery-link': expect.stringMatching(/\?flow=[0-9a-f-]{36}$/) as unknown,
      'recovery-code': expect.stringMatching(/^\d{6}$/) as unknown,
      'expires-at': expect.stringMatching(/Z$/) as unknown,
    },
  ]);
  const lasts = Date.parse(String(run.results['expires-at'])) - Date.now();
  expect(Math.round(lasts / 60_000)).toBe(30);
  const { credentials } = await scene.kratos.getIdentity(id, 'password');
  expect(credentials?.['password']?.config).toEqual({});
  const submitted = await submitRecoveryCode(
    scene.kratos,
    run.results['recovery-link'],
    run.results['recovery-code'],
  );
  expect(submitted.accepted).toBe(true);
});

test('takes the schema of the context, or the one given', async () => {
  const byContext = await scene.operator.run(action, newcomer(), { adminSchemaId: 'default' });
  const given = await scene.operator.run(
    action,
    { ...newcomer(), 'schema-id': 'admin_v0' },
    { adminSchemaId: 'x' },
  );
  const schemas = await Promise.all(
    [byContext, given].map(async (run) => (await scene.kratos.getIdentity(idOf(run))).schema_id),
  );
  expect(schemas).toEqual(['default', 'admin_v0']);
});

test('of a schema that Kratos does not have names it', async () => {
  const run = await scene.operator.run(action, { ...newcomer(), 'schema-id': 'staff' });
  expect([run.exit, run.error]).toMatchObject([
    1,
    { code: 'kratos-rejected', message: 'This Kratos has no identity schema staff.' },
  ]);
});

test('passes on what the schema says against the traits, in one line', async () => {
  const run = await scene.operator.run(action, { username: uniqueName('ada'), email: 'not an address' });
  expect([run.exit, run.error?.code, run.results]).toEqual([1, 'kratos-rejected', {}]);
  expect(run.error?.message).toMatch(/^Kratos refused \(400\): .*"not an address" is not valid "email"\.$/);
  expect(run.error?.message.match(/is not valid/g)).toHaveLength(1);
});

describe('fails before anything is sent with', () => {
  test.each([
    [{ username: 'ada' }, 'usage', 2, 'create-admin-account needs email.'],
    [{}, 'usage', 2, 'create-admin-account needs username, email.'],
    [{ ...newcomer(), email: ' ' }, 'usage', 2, 'create-admin-account needs email.'],
    [
      { ...newcomer(), 'expires-in': '1d' },
      'invalid-parameter',
      2,
      'expires-in must be a Go duration above zero, such as 30m or 1h30m.',
    ],
    [
      { ...newcomer(), 'password-secret-id': 'long' },
      'invalid-parameter',
      2,
      'The password in the secret is longer than the 72 bytes that bcrypt takes.',
    ],
    [{ ...newcomer(), 'password-secret-id': 'none' }, 'secret-not-found', 3, 'There is no secret none.'],
    [
      { ...newcomer(), phone: '1' },
      'invalid-parameter',
      2,
      'create-admin-account has no parameter "phone"; the nearest is phone-number.',
    ],
  ] as [Record<string, string>, string, number, string][])('%j', async (params, code, exit, message) => {
    const run = await scene.operator.run(action, params);
    expect([run.error?.code, run.exit, run.error?.message, run.sent]).toEqual([code, exit, message, []]);
  });

  test('--confirm, since there is nobody yet', async () => {
    const id = '5d0c1a3e-6f0a-4f7e-9a27-2f6f0e6c1f11';
    const run = await scene.operator.run(action, newcomer(), { confirm: id });
    expect([run.error?.code, run.exit, run.sent]).toEqual(['confirmation-required', 2, []]);
  });
});

test('keeps texts as they were typed', async () => {
  const who = { ...newcomer(), name: '010', 'phone-number': 'yes' };
  const id = idOf(await scene.operator.run(action, who));
  expect((await scene.kratos.getIdentity(id)).traits).toMatchObject({ name: '010', phone_number: 'yes' });
});
