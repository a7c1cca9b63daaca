import { describe, expect, test } from 'vitest';
import { createPerson, openSession, whoami } from './people.ts';
import { useScene } from './scene.ts';
import { plantTotp } from './second-factors.ts';

const scene = useScene();

const forbidden = { status: 403, body: { error: { code: 403, message: 'not through here' } } };

describe('an answer about somebody else', () => {
  test('never leads a write to that other identity', async () => {
    const [meant, other] = [await createPerson(scene.kratos), await createPerson(scene.kratos)];
    const run = await scene.behind(
      ({ method, path }) =>
        method === 'GET' && path.startsWith(`/admin/identities/${meant.id}`)
          ? { status: 200, body: { id: other.id, state: 'active', traits: {} } }
          : undefined,
      (operator) => operator.run('disable-identity', { 'identity-id': meant.id }, { yes: true }),
    );
    expect([run.error?.code, run.exit]).toEqual(['unexpected-answer', 1]);
    expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });
});

describe('where the change itself does not go through, sessions end all the same', () => {
  test.each([
    ['disable-identity', {}],
    ['reset-password', { 'password-secret-id': 'new' }],
  ])('%s', async (action, params) => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.behind(
      ({ method }) => (method === 'PATCH' ? forbidden : undefined),
      (operator) => operator.run(action, { 'identity-id': person.id, ...params }, { yes: true }),
    );
    expect([run.error?.code, run.results['sessions-revoked']]).toEqual(['forbidden', 1]);
    expect(await whoami(scene.kratos, token)).toBe(401);
  });

  test('disable-identity believes the lock only when Kratos shows it', async () => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.behind(
      ({ method }) =>
        method === 'PATCH'
          ? { status: 200, body: { id: person.id, state: 'active', traits: {} } }
          : undefined,
      (operator) => operator.run('disable-identity', { 'identity-id': person.id }, { yes: true }),
    );
    expect([run.error?.code, run.results['sessions-revoked']]).toEqual(['unexpected-answer', 1]);
    expect(await whoami(scene.kratos, token)).toBe(401);
  });
});

test('reset-identity-mfa ends, at the next run, the sessions that it could not end at the first', async () => {
  const person = await createPerson(scene.kratos);
  await plantTotp(scene.kratos, person.id);
  const params = { 'identity-id': person.id, 'mfa-type': 'totp' };
  const sessions = [
    { id: 's', active: true, authentication_methods: [{ method: 'password' }, { method: 'totp' }] },
  ];
  const ended: string[] = [];
  await scene.behind(
    ({ method, path }) => {
      if (!path.includes('/sessions')) return undefined;
      if (method === 'GET') return { status: 200, body: sessions };
      ended.push(path);
      return ended.length === 1
        ? { status: 500, body: { error: { code: 500, message: 'no' } } }
        : { status: 200, body: null };
    },
    async (operator) => {
      const first = await operator.run('reset-identity-mfa', params, { yes: true });
      expect([first.exit, first.results['removed']]).toEqual([1, ['totp']]);
      expect([first.error?.message, first.error?.hint]).toEqual([
        expect.stringMatching(/^The change is done, but the sessions were not ended: /),
        `Finish with: idp run invalidate-identity-sessions ${person.id}`,
      ]);
      const second = await operator.run('reset-identity-mfa', params, { yes: true });
      expect([second.exit, second.results]).toMatchObject([
        0,
        { changed: true, removed: [], 'sessions-revoked': 1 },
      ]);
    },
  );
  expect(ended).toHaveLength(2);
});

test('reset-identity-mfa with nothing to remove leaves sessions alone that have nothing to do with it', async () => {
  const person = await createPerson(scene.kratos);
  const sessions = [
    { id: 's', active: true, authentication_methods: [{ method: 'password' }, { method: 'code' }] },
  ];
  const run = await scene.behind(
    ({ method, path }) =>
      method === 'GET' && path.includes('/sessions') ? { status: 200, body: sessions } : undefined,
    (operator) =>
      operator.run('reset-identity-mfa', { 'identity-id': person.id, 'mfa-type': 'totp' }, { yes: true }),
  );
  expect([run.exit, run.results]).toMatchObject([0, { changed: false, 'sessions-revoked': 0 }]);
  expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('create-admin-account makes no recovery code for another account than its own', async () => {
  const other = await createPerson(scene.kratos);
  const run = await scene.behind(
    ({ method, path }) =>
      method === 'POST' && path === '/admin/identities'
        ? { status: 201, body: { id: other.id, traits: { username: 'other', email: other.email } } }
        : undefined,
    (operator) => operator.run('create-admin-account', { username: 'ada', email: 'ada@proxied.example' }),
  );
  expect([run.error?.code, run.exit]).toEqual(['unexpected-answer', 1]);
  expect(run.sent.some((request) => request.includes('/recovery/'))).toBe(false);
});
