import { expect, test } from 'vitest';
import { createPerson, oidcCredential, oldPassword, openSession, uniqueName } from './people.ts';
import { useScene } from './scene.ts';
import { plantLookupSecrets, plantPasskey, plantTotp, plantWebauthn } from './second-factors.ts';

const scene = useScene();

test('shows what an operator decides on', async () => {
  const [external, subject] = [uniqueName('hr'), uniqueName('subject')];
  const person = await createPerson(scene.kratos, {
    external_id: external,
    metadata_public: { snake_case: 1 },
    metadata_admin: { ticket: 'OPS-1' },
    credentials: { password: { config: { password: oldPassword } }, oidc: oidcCredential([subject]) },
  });
  await openSession(scene.kratos, person);
  await openSession(scene.kratos, person);
  await plantTotp(scene.kratos, person.id);
  await plantLookupSecrets(scene.kratos, person.id);
  await plantWebauthn(scene.kratos, person.id, { secondFactor: 2, passwordless: 1 });
  await plantPasskey(scene.kratos, person.id);
  await scene.kratos.patch(person.id, {
    op: 'replace',
    path: '/verifiable_addresses/0/verified',
    value: true,
  });

  const run = await scene.operator.run('get-identity', { email: person.email });
  expect([run.exit, run.outcome.log]).toEqual([0, []]);
  expect(run.results).toEqual({
    'identity-id': person.id,
    identity: {
      id: person.id,
      state: 'active',
      'schema-id': 'default',
      'external-id': external,
      traits: { email: person.email },
      'metadata-public': { snake_case: 1 },
      'metadata-admin': { ticket: 'OPS-1' },
      addresses: [{ value: person.email, via: 'email', verified: true, recovery: true }],
      factors: [
        'password',
        'totp',
        'lookup_secret (1 unused)',
        'webauthn (2 keys)',
        'webauthn passwordless (1 key)',
        'passkey (1 key)',
        'oidc (1 link)',
        'code (available)',
      ],
      links: [`google:${subject}`],
      'active-sessions': 2,
      'created-at': expect.any(String) as unknown,
      'updated-at': expect.any(String) as unknown,
      'state-changed-at': expect.any(String) as unknown,
    },
  });
});

test('does not take the rows of a mere address for factors', async () => {
  const { id } = await createPerson(scene.kratos, { credentials: {} });
  const { credentials } = await scene.kratos.getIdentity(id);
  expect(Object.keys(credentials ?? {}).toSorted()).toEqual(['code', 'password', 'webauthn']);
  const run = await scene.operator.run('get-identity', { 'identity-id': id });
  expect(run.results['identity']).toMatchObject({ factors: ['code (available)'], links: [] });
});

test('shows a password that a migration hook will check', async () => {
  const { id } = await createPerson(scene.kratos, {
    credentials: { password: { config: { use_password_migration_hook: true } } },
  });
  const run = await scene.operator.run('get-identity', { 'identity-id': id });
  expect(run.results['identity']).toMatchObject({ factors: ['password (hook)', 'code (available)'] });
});

test('of an identity without address or credential shows empty lists', async () => {
  const { id } = await scene.kratos.createIdentity({ schema_id: 'admin_v0', traits: {} });
  const run = await scene.operator.run('get-identity', { 'identity-id': id });
  expect(run.results['identity']).toMatchObject({
    traits: {},
    'metadata-public': null,
    'metadata-admin': null,
    addresses: [],
    factors: [],
    links: [],
    'active-sessions': 0,
  });
});

test('neither asks for provider tokens nor shows the configuration of a credential', async () => {
  const person = await createPerson(scene.kratos);
  await plantTotp(scene.kratos, person.id);
  const run = await scene.operator.run('get-identity', { email: person.email });
  expect(run.sent.join('\n')).not.toMatch(/include_credential=(oidc|saml)/);
  const shown = JSON.stringify(run.outcome);
  for (const secret of ['$2a$', 'otpauth', 'JBSWY3DPEHPK3PXP']) expect(shown).not.toContain(secret);
});
