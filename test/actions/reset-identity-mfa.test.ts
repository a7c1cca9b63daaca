import { describe, expect, test } from 'vitest';
import { createPerson, openSession, whoami, type Person } from './people.ts';
import { kratosError } from './proxy.ts';
import { useScene } from './scene.ts';
import { plantLookupSecrets, plantPasskey, plantTotp, plantWebauthn } from './second-factors.ts';

const scene = useScene();
const action = 'reset-identity-mfa';

/** Every kind of factor beside a password. */
async function enrolEverything(person: Person): Promise<void> {
  await plantTotp(scene.kratos, person.id);
  await plantLookupSecrets(scene.kratos, person.id);
  await plantWebauthn(scene.kratos, person.id, { secondFactor: 2, passwordless: 1 });
  await plantPasskey(scene.kratos, person.id);
}

const everything = [
  'password',
  'totp',
  'lookup_secret (1 unused)',
  'webauthn (2 keys)',
  'webauthn passwordless (1 key)',
  'passkey (1 key)',
  'code (available)',
];

const less = (...gone: string[]): string[] =>
  everything.filter((name) => !gone.includes(name.split(' (')[0] ?? ''));

describe('of somebody with every factor removes, computed by reading', () => {
  test.each([
    [{ 'mfa-type': 'totp' }, ['totp']],
    [{ 'mfa-type': 'lookup_secret' }, ['lookup_secret']],
    [{ 'mfa-type': 'webauthn' }, ['webauthn']],
    [{ 'mfa-type': 'webauthn', 'include-passkeys': 'true' }, ['webauthn', 'webauthn passwordless']],
    [{ 'mfa-type': 'passkey' }, ['passkey']],
    [{ 'mfa-type': 'all' }, ['totp', 'lookup_secret', 'webauthn']],
    [
      { 'mfa-type': 'all', 'include-passkeys': 'true' },
      ['totp', 'lookup_secret', 'webauthn', 'webauthn passwordless', 'passkey'],
    ],
  ])('%j: %j', async (params, removed) => {
    const person = await createPerson(scene.kratos);
    await enrolEverything(person);
    const run = await scene.operator.run(action, { email: person.email, ...params }, { yes: true });
    expect([run.error, run.results]).toEqual([
      undefined,
      {
        'identity-id': person.id,
        changed: true,
        before: everything,
        removed,
        after: less(...removed),
        'sessions-revoked': 0,
      },
    ]);
    const shown = await scene.operator.run('get-identity', { email: person.email });
    expect(shown.results['identity']).toMatchObject({ factors: less(...removed) });
  });
});

test.each(['totp', 'lookup_secret', 'webauthn', 'passkey', 'all'])(
  'of somebody without factors has nothing to do for %s, and ends no session',
  async (type) => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.operator.run(action, { email: person.email, 'mfa-type': type }, { yes: true });
    const factors = ['password', 'code (available)'];
    expect([run.exit, run.results]).toEqual([
      0,
      {
        'identity-id': person.id,
        changed: false,
        before: factors,
        removed: [],
        after: factors,
        'sessions-revoked': 0,
      },
    ]);
    expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
    expect(await whoami(scene.kratos, token)).toBe(200);
  },
);

test.each([
  [{ secondFactor: 1, passwordless: 0 }, {}, ['webauthn']],
  [{ secondFactor: 0, passwordless: 1 }, {}, []],
  [{ secondFactor: 0, passwordless: 1 }, { 'include-passkeys': 'true' }, ['webauthn passwordless']],
  [{ secondFactor: 1, passwordless: 0 }, { 'include-passkeys': 'true' }, ['webauthn']],
])('of webauthn keys %j with %j removes %j', async (keys, params, removed) => {
  const person = await createPerson(scene.kratos);
  await plantWebauthn(scene.kratos, person.id, keys);
  const run = await scene.operator.run(
    action,
    { email: person.email, 'mfa-type': 'webauthn', ...params },
    { yes: true },
  );
  expect([run.results['removed'], run.results['changed']]).toEqual([removed, removed.length > 0]);
});

test('ends the sessions, and whoever logs in again needs no second factor', async () => {
  const person = await createPerson(scene.kratos);
  await plantTotp(scene.kratos, person.id);
  const token = await openSession(scene.kratos, person);
  expect(await whoami(scene.kratos, token)).toBe(403);
  const run = await scene.operator.run(action, { email: person.email, 'mfa-type': 'totp' }, { yes: true });
  expect(run.results['sessions-revoked']).toBe(1);
  expect(await whoami(scene.kratos, token)).toBe(401);
  expect(await whoami(scene.kratos, await openSession(scene.kratos, person))).toBe(200);
});

test('revoke-sessions=false leaves them', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  await plantTotp(scene.kratos, person.id);
  const params = { email: person.email, 'mfa-type': 'totp', 'revoke-sessions': 'false' };
  const run = await scene.operator.run(action, params, { yes: true });
  expect(run.results).toMatchObject({ changed: true, removed: ['totp'], 'sessions-revoked': 0 });
  expect(await whoami(scene.kratos, token)).toBe(200);
});

test.each(['totp', 'lookup_secret', 'passkey'])('include-passkeys with %s is a usage error', async (type) => {
  const { id } = await createPerson(scene.kratos);
  const params = { 'identity-id': id, 'mfa-type': type, 'include-passkeys': 'true' };
  const run = await scene.operator.run(action, params, { yes: true });
  expect([run.error?.code, run.exit]).toEqual(['usage', 2]);
});

test.each([
  [{}, 'usage', 'reset-identity-mfa needs mfa-type.'],
  [
    { 'mfa-type': 'sms' },
    'invalid-parameter',
    'mfa-type must be one of totp, lookup_secret, webauthn, passkey, all.',
  ],
  [
    { 'mfa-type': 'totp', 'allow-lockout': 'yes' },
    'invalid-parameter',
    'allow-lockout must be true or false.',
  ],
])('%j is %s, before anything is sent', async (params: Record<string, string>, code, message) => {
  const run = await scene.operator.run(action, { email: 'ada@example.com', ...params }, { yes: true });
  expect([run.error, run.exit, run.sent]).toMatchObject([{ code, message }, 2, []]);
});

test('that fails half way says what was removed', async () => {
  const person = await createPerson(scene.kratos);
  await enrolEverything(person);
  const run = await scene.behind(
    ({ method, path }) =>
      method === 'DELETE' && path.endsWith('/webauthn') ? kratosError(500, 'No more') : undefined,
    (operator) => operator.run(action, { email: person.email, 'mfa-type': 'all' }, { yes: true }),
  );
  expect([run.exit, run.outcome.status]).toEqual([1, 'failed']);
  expect(run.results).toEqual({
    'identity-id': person.id,
    changed: true,
    before: everything,
    removed: ['totp', 'lookup_secret'],
    after: less('totp', 'lookup_secret'),
    'sessions-revoked': 0,
  });
});

test('that Kratos accepts but does not do is unexpected-answer, never a success', async () => {
  const person = await createPerson(scene.kratos);
  await plantTotp(scene.kratos, person.id);
  const run = await scene.behind(
    ({ method }) => (method === 'DELETE' ? { status: 200, body: {} } : undefined),
    (operator) => operator.run(action, { email: person.email, 'mfa-type': 'totp' }, { yes: true }),
  );
  expect([run.error?.code, run.error?.message]).toEqual([
    'unexpected-answer',
    'Kratos accepted the removal, but still shows totp.',
  ]);
});
