import { expect, test } from 'vitest';
import { createPerson, lastingPartsOf, login, oldPassword, openSession, whoami } from './people.ts';
import { kratosError } from './proxy.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('locks an account, ends its sessions, and they stay dead when it is unlocked again', async () => {
  const person = await createPerson(scene.kratos, { metadata_public: { team: 'a' } });
  const token = await openSession(scene.kratos, person);
  const before = lastingPartsOf(await scene.kratos.getIdentity(person.id));
  const run = await scene.operator.run('disable-identity', { email: person.email }, { yes: true });
  expect([run.exit, run.results]).toEqual([
    0,
    { 'identity-id': person.id, changed: true, 'sessions-revoked': 1 },
  ]);
  expect(lastingPartsOf(await scene.kratos.getIdentity(person.id))).toEqual({ ...before, state: 'inactive' });
  expect(await whoami(scene.kratos, token)).toBe(401);
  expect(await login(scene.kratos, person.email, oldPassword)).toBeUndefined();

  await scene.operator.run('enable-identity', { email: person.email });
  expect(await whoami(scene.kratos, token)).toBe(401);
});

test('of a locked account without sessions has nothing to do, and writes nothing', async () => {
  const { id } = await createPerson(scene.kratos, { state: 'inactive' });
  const run = await scene.operator.run('disable-identity', { 'identity-id': id }, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, changed: false, 'sessions-revoked': 0 }]);
  expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('of an account that was locked by other means ends the sessions that wait there', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  await scene.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'inactive' });
  const run = await scene.operator.run('disable-identity', { 'identity-id': person.id }, { yes: true });
  expect(run.results).toEqual({ 'identity-id': person.id, changed: true, 'sessions-revoked': 1 });
  await scene.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'active' });
  expect(await whoami(scene.kratos, token)).toBe(401);
});

test('that Kratos refuses still ends the sessions, then reports failed', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  const run = await scene.behind(
    ({ method }) => (method === 'PATCH' ? kratosError(400, 'No change today') : undefined),
    (operator) => operator.run('disable-identity', { 'identity-id': person.id }, { yes: true }),
  );
  expect([run.exit, run.outcome.status, run.error?.message]).toEqual([
    1,
    'failed',
    'Kratos refused (400): No change today.',
  ]);
  expect(run.results).toEqual({ 'identity-id': person.id, changed: true, 'sessions-revoked': 1 });
  expect(await whoami(scene.kratos, token)).toBe(401);
});

test('that locks the account but cannot end the sessions says what is done', async () => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  const run = await scene.behind(
    ({ method }) => (method === 'DELETE' ? kratosError(500, 'No deletion today') : undefined),
    (operator) => operator.run('disable-identity', { 'identity-id': person.id }, { yes: true }),
  );
  expect([run.exit, run.outcome.status]).toEqual([1, 'failed']);
  expect(run.results).toEqual({ 'identity-id': person.id, changed: true });
  expect((await scene.kratos.getIdentity(person.id)).state).toBe('inactive');
});
