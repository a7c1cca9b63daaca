import { describe, expect, test } from 'vitest';
import type { KratosUnderTest } from './kratos-under-test.ts';
import { createLinkedPerson, createPerson, oldPassword, uniqueName } from './people.ts';
import { useScene } from './scene.ts';
import { plantPasskey, plantTotp, plantWebauthn } from './second-factors.ts';

const scene = useScene();
const action = 'reset-identity-mfa';

describe('somebody with no password', () => {
  const lastWays = [
    ['a passkey', { 'mfa-type': 'passkey' }, plantPasskey],
    ['a passkey, of all', { 'mfa-type': 'all', 'include-passkeys': 'true' }, plantPasskey],
    [
      'a passwordless key',
      { 'mfa-type': 'webauthn', 'include-passkeys': 'true' },
      (kratos: KratosUnderTest, id: string) =>
        plantWebauthn(kratos, id, { secondFactor: 1, passwordless: 1 }),
    ],
  ] as const;

  test.each(lastWays)('but %s keeps it: last-credential, nothing removed', async (_, params, plant) => {
    const { id } = await createPerson(scene.kratos, { credentials: {} });
    await plant(scene.kratos, id);
    await plantTotp(scene.kratos, id);
    const before = (await scene.kratos.getIdentity(id)).credentials;
    const run = await scene.operator.run(action, { 'identity-id': id, ...params }, { yes: true });
    expect([run.error?.code, run.exit]).toEqual(['last-credential', 5]);
    expect(run.error?.hint).toContain(`idp run reset-password ${id}`);
    expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
    expect((await scene.kratos.getIdentity(id)).credentials).toEqual(before);
  });

  test.each(lastWays)('but %s loses it with allow-lockout=true', async (_, params, plant) => {
    const { id } = await createPerson(scene.kratos, { credentials: {} });
    await plant(scene.kratos, id);
    const run = await scene.operator.run(
      action,
      { 'identity-id': id, ...params, 'allow-lockout': 'true' },
      { yes: true },
    );
    expect([run.exit, run.results['changed'], run.results['after']]).toEqual([0, true, ['code (available)']]);
  });

  test('that can be used, for want of an identifier, keeps the passkey', async () => {
    const { id } = await scene.kratos.createIdentity({
      schema_id: 'admin_v0',
      traits: {},
      credentials: { password: { config: { password: oldPassword } } },
    });
    await plantPasskey(scene.kratos, id);
    const run = await scene.operator.run(action, { 'identity-id': id, 'mfa-type': 'passkey' }, { yes: true });
    expect([run.error?.code, run.exit]).toEqual(['last-credential', 5]);
  });

  test('but a link may lose the passkey', async () => {
    const { id } = await createLinkedPerson(scene.kratos, [uniqueName('subject')]);
    await plantPasskey(scene.kratos, id);
    const run = await scene.operator.run(action, { 'identity-id': id, 'mfa-type': 'passkey' }, { yes: true });
    expect([run.exit, run.results['removed']]).toEqual([0, ['passkey']]);
  });

  test('but a passkey may lose TOTP', async () => {
    const { id } = await createPerson(scene.kratos, { credentials: {} });
    await plantPasskey(scene.kratos, id);
    await plantTotp(scene.kratos, id);
    const run = await scene.operator.run(action, { 'identity-id': id, 'mfa-type': 'all' }, { yes: true });
    expect([run.exit, run.results['removed']]).toEqual([0, ['totp']]);
  });

  test('and no way in at all may lose TOTP: nothing gets worse', async () => {
    const { id } = await createPerson(scene.kratos, { credentials: {} });
    await plantTotp(scene.kratos, id);
    const run = await scene.operator.run(action, { 'identity-id': id, 'mfa-type': 'totp' }, { yes: true });
    expect([run.exit, run.results['removed']]).toEqual([0, ['totp']]);
  });
});
