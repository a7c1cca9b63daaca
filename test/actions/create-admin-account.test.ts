import { describe, expect, test } from 'vitest';
import { createLinkedPerson, login, uniqueEmail, uniqueName } from './people.ts';
import { kratosError } from './proxy.ts';
import { submitRecoveryCode } from './recovery.ts';
import { newPassword, newSecret, useScene } from './scene.ts';
import type { Run } from './operator.ts';

const scene = useScene({ ...newSecret, IDP_SECRET_LONG__PASSWORD: 'x'.repeat(73) });
const action = 'create-admin-account';

/** The account that a run made, to be deleted at the end. */
function idOf(run: Run): string {
  const id = String(run.results['identity-id']);
  scene.kratos.adopt(id);
  return id;
}

const newcomer = () => ({ username: uniqueName('ada'), email: uniqueEmail('ada') });

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

describe('on a clash says which identifier is taken and by whom', () => {
  test.each([
    ['the user name', (who: Who) => ({ ...newcomer(), username: who.username }), ['username']],
    [
      'the user name in another case',
      (who: Who) => ({ ...newcomer(), username: who.username.toUpperCase() }),
      ['username'],
    ],
    ['the address', (who: Who) => ({ ...newcomer(), email: who.email }), ['email']],
    ['both', (who: Who) => who, ['username', 'email']],
  ])('%s', async (_, clashing, parameters) => {
    const who = newcomer();
    const id = idOf(await scene.operator.run(action, who));
    const run = await scene.operator.run(action, clashing(who));
    expect([run.error?.code, run.exit, run.results]).toEqual(['identity-exists', 5, {}]);
    expect(run.error?.details).toEqual({
      taken: parameters.map((parameter) => ({ parameter, 'identity-id': id })),
    });
    expect(run.error?.message).toContain(`is taken by identity ${id}`);
    expect(run.error?.message).not.toContain(who.email);
    expect(run.error?.hint).toContain(`idp run get-identity ${id}`);
  });

  test('by two different people', async () => {
    const [one, other] = [newcomer(), newcomer()];
    const ids = [idOf(await scene.operator.run(action, one)), idOf(await scene.operator.run(action, other))];
    const run = await scene.operator.run(action, { username: one.username, email: other.email });
    expect(run.error?.details).toEqual({
      taken: [
        { parameter: 'username', 'identity-id': ids[0] },
        { parameter: 'email', 'identity-id': ids[1] },
      ],
    });
  });

  test('and does not take a link of the same text for it', async () => {
    const [subject, other] = [uniqueName('123'), uniqueName('456')];
    await createLinkedPerson(scene.kratos, [subject, other]);
    const who = { username: `google:${subject}`, email: uniqueEmail('ada') };
    const id = idOf(await scene.operator.run(action, who));
    const byAddress = await scene.operator.run(action, { ...who, username: uniqueName('grace') });
    const byAddressAlone = await scene.operator.run(action, {
      username: `google:${other}`,
      email: who.email,
    });
    const byName = await scene.operator.run(action, { ...who, email: uniqueEmail('grace') });
    expect([byAddress, byAddressAlone, byName].map((run) => run.error)).toMatchObject([
      { code: 'identity-exists', details: { taken: [{ parameter: 'email', 'identity-id': id }] } },
      { code: 'identity-exists', details: { taken: [{ parameter: 'email', 'identity-id': id }] } },
      { code: 'identity-exists', details: { taken: [{ parameter: 'username', 'identity-id': id }] } },
    ]);
  });

  test('and where the holder cannot be found says so much, with a way to look', async () => {
    const who = newcomer();
    idOf(await scene.operator.run(action, who));
    const run = await scene.behind(
      ({ method }) => (method === 'GET' ? { status: 200, body: [] } : undefined),
      (operator) => operator.run(action, who),
    );
    expect(run.error).toMatchObject({
      code: 'identity-exists',
      message: 'No account was made: an identity with the same identifier exists.',
      hint: expect.stringContaining('--scan') as unknown,
    });
  });

  test('and is a clash also where the look-up fails', async () => {
    const who = newcomer();
    idOf(await scene.operator.run(action, who));
    const run = await scene.behind(
      ({ method }) => (method === 'GET' ? kratosError(500, 'No look-up today') : undefined),
      (operator) => operator.run(action, who),
    );
    expect([run.error?.code, run.exit]).toEqual(['identity-exists', 5]);
  });
});

describe('where the account was made but not the recovery code', () => {
  test.each([
    [500, 'No code today', 'kratos-rejected', 1],
    [404, 'This endpoint was disabled by system administrator', 'kratos-rejected', 1],
    [503, 'Later', 'unavailable', 7],
    [401, 'Who are you?', 'unauthorised', 4],
  ])('(%i) results hold its id, and the hint finishes the job', async (status, reason, code, exit) => {
    const run = await scene.behind(
      ({ path }) => (path === '/admin/recovery/code' ? kratosError(status, reason) : undefined),
      (operator) => operator.run(action, newcomer()),
    );
    const id = idOf(run);
    expect([run.outcome.status, run.exit, run.error?.code]).toEqual(['failed', exit, code]);
    expect(run.results).toEqual({ 'identity-id': id, changed: true });
    expect(run.error?.message).toMatch(/^The account was made, but no recovery code: /);
    expect(run.error?.hint).toBe(`Finish with: idp run reset-password ${id}`);
    const finish = await scene.operator.run('reset-password', {}, { bare: [id] });
    expect([finish.exit, finish.results['recovery-code']]).toEqual([0, expect.stringMatching(/^\d{6}$/)]);
  });
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
    [
      { ...newcomer(), 'password-secret-id': 'none' },
      'secret-not-found',
      3,
      'There is no secret none: no variable IDP_SECRET_NONE__<KEY> is set.',
    ],
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

type Who = ReturnType<typeof newcomer>;
