import { expect, test } from 'vitest';
import { createPerson, openSession, whoami } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const action = 'invalidate-identity-sessions';

test('ends every session and counts those that were active', async () => {
  const person = await createPerson(scene.kratos);
  const other = await createPerson(scene.kratos);
  const tokens = [await openSession(scene.kratos, person), await openSession(scene.kratos, person)];
  const bystander = await openSession(scene.kratos, other);
  const run = await scene.operator.run(action, { email: person.email }, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': person.id, changed: true, count: 2 }]);
  expect(await Promise.all(tokens.map((token) => whoami(scene.kratos, token)))).toEqual([401, 401]);
  expect(await whoami(scene.kratos, bystander)).toBe(200);
});

test('has nothing to do where there is no session, and says so', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.operator.run(action, { 'identity-id': id }, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, changed: false, count: 0 }]);
});

test('has nothing to do where all sessions were revoked before, and keeps their rows', async () => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  const path = `/admin/identities/${person.id}/sessions`;
  const [session] = (await scene.kratos.admin('GET', path)).body as [{ id: string }];
  await scene.kratos.admin('DELETE', `/admin/sessions/${session.id}`);
  const run = await scene.operator.run(action, { 'identity-id': person.id }, { yes: true });
  expect(run.results).toEqual({ 'identity-id': person.id, changed: false, count: 0 });
  expect((await scene.kratos.admin('GET', path)).body).toMatchObject([{ id: session.id, active: false }]);
});

test('ends sessions that are only asleep because their owner is locked', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  await scene.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'inactive' });
  const run = await scene.operator.run(action, { 'identity-id': person.id }, { yes: true });
  expect(run.results).toMatchObject({ changed: true, count: 1 });
  await scene.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'active' });
  expect(await whoami(scene.kratos, token)).toBe(401);
});

test('counts beyond one page', async () => {
  const person = await createPerson(scene.kratos);
  const sessions = 260;
  for (let opened = 0; opened < sessions; opened += 20) {
    await Promise.all(Array.from({ length: 20 }, () => openSession(scene.kratos, person)));
  }
  const run = await scene.operator.run(action, { 'identity-id': person.id }, { yes: true });
  expect(run.results['count']).toBe(sessions);
});

test('where the endpoint is disabled is kratos-rejected, not "there was none"', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  const disabled = {
    code: 404,
    status: 'Not Found',
    reason: 'This endpoint was disabled by system administrator.',
  };
  const run = await scene.behind(
    ({ method }) => (method === 'DELETE' ? { status: 404, body: { error: disabled } } : undefined),
    (operator) => operator.run(action, { 'identity-id': person.id }, { yes: true }),
  );
  expect([run.error?.code, run.results]).toEqual(['kratos-rejected', { 'identity-id': person.id }]);
  expect(await whoami(scene.kratos, token)).toBe(200);
});
