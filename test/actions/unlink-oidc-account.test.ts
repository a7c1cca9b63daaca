import { expect, test } from 'vitest';
import type { KratosUnderTest } from './kratos-under-test.ts';
import { createLinkedPerson, createPerson, oidcCredential, oldPassword, uniqueName } from './people.ts';
import { kratosError } from './proxy.ts';
import { useScene } from './scene.ts';
import { plantPasskey, plantTotp, plantWebauthn } from './second-factors.ts';

const scene = useScene();
const action = 'unlink-oidc-account';

async function linksOf(id: string): Promise<string[]> {
  return ((await scene.kratos.getIdentity(id)).credentials?.['oidc']?.identifiers ?? []).toSorted();
}

const plantPasswordlessKey = (kratos: KratosUnderTest, id: string): Promise<void> =>
  plantWebauthn(kratos, id, { secondFactor: 0, passwordless: 1 });

const writesIn = (sent: readonly string[]): string[] => sent.filter((request) => !request.startsWith('GET '));

test('removes the link named and no other', async () => {
  const [work, home] = [uniqueName('work & more'), uniqueName('home')];
  const { id, email } = await createLinkedPerson(scene.kratos, [work, home]);
  const run = await scene.operator.run(action, { email, 'credential-id': `google:${work}` }, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, changed: true }]);
  expect(await linksOf(id)).toEqual([`google:${home}`]);
});

test.each([
  ['another subject', (subject: string) => `google:${subject}x`],
  ['another case', (subject: string) => `google:${subject.toUpperCase()}`],
  ['another provider', (subject: string) => `github:${subject}`],
  ['no provider', (subject: string) => subject],
])('%s is credential-not-found and lists the links there are', async (_, write) => {
  const [work, home] = [uniqueName('work'), uniqueName('home')];
  const { id } = await createLinkedPerson(scene.kratos, [work, home]);
  const linked = [`google:${work}`, `google:${home}`].toSorted();
  const run = await scene.operator.run(
    action,
    { 'identity-id': id, 'credential-id': write(work) },
    { yes: true },
  );
  expect([run.error?.code, run.exit, writesIn(run.sent)]).toEqual(['credential-not-found', 3, []]);
  expect(run.error?.details?.['linked']).toEqual(expect.arrayContaining(linked));
  for (const link of linked) expect(run.error?.message).toContain(link);
  expect(await linksOf(id)).toEqual(linked);
});

test('of somebody without links says that there are none', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.operator.run(
    action,
    { 'identity-id': id, 'credential-id': 'google:1' },
    { yes: true },
  );
  expect(run.error).toMatchObject({
    code: 'credential-not-found',
    message: `Identity ${id} has no such link. It has no links.`,
  });
});

test.each([
  ['a password', { password: { config: { password: oldPassword } } }, undefined],
  ['a passkey', {}, plantPasskey],
  ['a passwordless key', {}, plantPasswordlessKey],
])('the only link may go where %s is left', async (_, credentials, plant) => {
  const subject = uniqueName('subject');
  const { id } = await createPerson(scene.kratos, {
    credentials: { ...credentials, oidc: oidcCredential([subject]) },
  });
  await plant?.(scene.kratos, id);
  const run = await scene.operator.run(
    action,
    { 'identity-id': id, 'credential-id': `google:${subject}` },
    { yes: true },
  );
  expect([run.error, run.exit]).toEqual([undefined, 0]);
  expect(await linksOf(id)).toEqual([]);
});

test('the only link and no other first factor is last-credential, second factors or not', async () => {
  const subject = uniqueName('subject');
  const { id } = await createLinkedPerson(scene.kratos, [subject]);
  await plantTotp(scene.kratos, id);
  const run = await scene.operator.run(
    action,
    { 'identity-id': id, 'credential-id': `google:${subject}` },
    { yes: true },
  );
  expect(run.error).toMatchObject({
    code: 'last-credential',
    message: `Identity ${id} would have no way left to sign in.`,
    hint: expect.stringContaining(`idp run reset-password ${id}`) as unknown,
  });
  expect([run.exit, writesIn(run.sent)]).toEqual([5, []]);
  expect(await linksOf(id)).toEqual([`google:${subject}`]);
});

test('allow-lockout=true removes even that one, by the JSON Patch that a dry run shows', async () => {
  const subject = uniqueName('subject');
  const { id } = await createLinkedPerson(scene.kratos, [subject]);
  const params = { 'identity-id': id, 'credential-id': `google:${subject}`, 'allow-lockout': 'true' };
  const dry = await scene.operator.run(action, params, { dryRun: true });
  expect(dry.results['requests']).toEqual([
    {
      method: 'PATCH',
      path: `/admin/identities/${id}`,
      body: [{ op: 'remove', path: '/credentials/oidc' }],
    },
  ]);
  const run = await scene.operator.run(action, params, { yes: true });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, changed: true }]);
  expect(writesIn(run.sent)).toEqual([`PATCH /admin/identities/${id}`]);
  expect(await linksOf(id)).toEqual([]);
});

test('a version of Kratos that refuses the patch is kratos-rejected', async () => {
  const subject = uniqueName('subject');
  const { id } = await createLinkedPerson(scene.kratos, [subject]);
  const params = { 'identity-id': id, 'credential-id': `google:${subject}`, 'allow-lockout': 'true' };
  const run = await scene.behind(
    ({ method }) => (method === 'PATCH' ? kratosError(400, 'That path is denied') : undefined),
    (operator) => operator.run(action, params, { yes: true }),
  );
  expect([run.error?.code, run.error?.message, run.exit]).toEqual([
    'kratos-rejected',
    'Kratos refused (400): That path is denied.',
    1,
  ]);
});

test('a password that a hook should check, where Kratos has none, is no way in: last-credential', async () => {
  const subject = uniqueName('subject');
  const { id } = await createPerson(scene.kratos, {
    credentials: {
      password: { config: { use_password_migration_hook: true } },
      oidc: oidcCredential([subject]),
    },
  });
  const params = { 'identity-id': id, 'credential-id': `google:${subject}` };
  const run = await scene.operator.run(action, params, { yes: true });
  expect([run.error?.code, run.exit, await linksOf(id)]).toEqual([
    'last-credential',
    5,
    [`google:${subject}`],
  ]);
  const allowed = await scene.operator.run(action, { ...params, 'allow-lockout': 'true' }, { yes: true });
  expect([allowed.error, allowed.results]).toEqual([undefined, { 'identity-id': id, changed: true }]);
  expect(await linksOf(id)).toEqual([]);
});
