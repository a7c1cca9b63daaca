import { expect, test } from 'vitest';
import { createLinkedPerson, createPerson, uniqueName } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('lists provider, subject and the credential-id that unlinks it, by address and by id', async () => {
  const subjects = [uniqueName('Subject:with:colons'), uniqueName('subject')];
  const { id, email } = await createLinkedPerson(scene.kratos, subjects);
  for (const who of [{ email }, { 'identity-id': id }]) {
    const run = await scene.operator.run('list-oidc-accounts', who);
    expect([run.exit, run.results['identity-id']]).toEqual([0, id]);
    expect(run.results['accounts']).toHaveLength(2);
    expect(run.results['accounts']).toEqual(
      expect.arrayContaining(
        subjects.map((subject) => ({ provider: 'google', subject, 'credential-id': `google:${subject}` })),
      ),
    );
  }
});

test('of somebody without links is an empty list', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.operator.run('list-oidc-accounts', { 'identity-id': id });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, accounts: [] }]);
});

test('of somebody whose last link was removed is an empty list', async () => {
  const { id } = await createLinkedPerson(scene.kratos, [uniqueName('subject')]);
  await scene.kratos.patch(id, { op: 'remove', path: '/credentials/oidc' });
  const run = await scene.operator.run('list-oidc-accounts', { 'identity-id': id });
  expect(run.results['accounts']).toEqual([]);
});

test('never fetches provider tokens', async () => {
  const { id, email } = await createLinkedPerson(scene.kratos, [uniqueName('subject')]);
  const runs = [
    await scene.operator.run('list-oidc-accounts', { email }),
    await scene.operator.run('list-oidc-accounts', { 'identity-id': id }),
  ];
  expect(runs.map((run) => run.sent.length)).toEqual([1, 1]);
  expect(runs.flatMap((run) => run.sent).join('\n')).not.toContain('include_credential');
});
