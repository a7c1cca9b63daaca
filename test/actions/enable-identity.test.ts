import { expect, test } from 'vitest';
import { createPerson, lastingPartsOf, login, oldPassword } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('unlocks an account and changes nothing else of it', async () => {
  const { id, email } = await createPerson(scene.kratos, {
    state: 'inactive',
    metadata_admin: { locked: 'OPS-1' },
  });
  expect(await login(scene.kratos, email, oldPassword)).toBeUndefined();
  const before = lastingPartsOf(await scene.kratos.getIdentity(id));
  const run = await scene.operator.run('enable-identity', { email });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, changed: true }]);
  expect(lastingPartsOf(await scene.kratos.getIdentity(id))).toEqual({ ...before, state: 'active' });
  expect(await login(scene.kratos, email, oldPassword)).toBeDefined();
});

test('has nothing to do where the account is active, and writes nothing', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.operator.run('enable-identity', { 'identity-id': id });
  expect([run.exit, run.results, run.sent]).toEqual([
    0,
    { 'identity-id': id, changed: false },
    [`GET /admin/identities/${id}`],
  ]);
});
