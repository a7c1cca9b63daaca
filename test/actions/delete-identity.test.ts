import { expect, test } from 'vitest';
import { createPerson, openSession, whoami } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('deletes the identity with its sessions and says, masked, who it was', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  const run = await scene.operator.run('delete-identity', { email: person.email }, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': person.id, changed: true }]);
  expect(run.outcome.log.map(({ message }) => message)).toEqual([
    `To be deleted: identity ${person.id} (a***@e***.com, active).`,
  ]);
  expect((await scene.kratos.admin('GET', `/admin/identities/${person.id}`)).status).toBe(404);
  expect(await whoami(scene.kratos, token)).toBe(401);
});

test('of one that is gone already is identity-not-found, by id and by address', async () => {
  const { id, email } = await createPerson(scene.kratos);
  await scene.operator.run('delete-identity', { 'identity-id': id }, { yes: true });
  const again = await scene.operator.run('delete-identity', { 'identity-id': id }, { yes: true });
  const byAddress = await scene.operator.run('delete-identity', { email }, { yes: true });
  expect([again.error?.code, byAddress.error?.code]).toEqual(['identity-not-found', 'identity-not-found']);
});

test('of one that somebody else deletes in the meantime is identity-not-found', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.behind(
    ({ method }) => (method === 'DELETE' ? notThere : undefined),
    (operator) => operator.run('delete-identity', { 'identity-id': id }, { yes: true }),
  );
  expect([run.error?.code, run.exit]).toEqual(['identity-not-found', 3]);
});

test('where the endpoint is disabled is kratos-rejected, not identity-not-found', async () => {
  const { id } = await createPerson(scene.kratos);
  const disabled = {
    code: 404,
    status: 'Not Found',
    reason: 'This endpoint was disabled by system administrator.',
  };
  const run = await scene.behind(
    ({ method }) => (method === 'DELETE' ? { status: 404, body: { error: disabled } } : undefined),
    (operator) => operator.run('delete-identity', { 'identity-id': id }, { yes: true }),
  );
  expect([run.error?.code, run.exit]).toEqual(['kratos-rejected', 1]);
  expect(run.error?.message).toContain('disabled by system administrator');
});

const notThere = {
  status: 404,
  body: { error: { code: 404, status: 'Not Found', message: 'Unable to locate the resource' } },
};
