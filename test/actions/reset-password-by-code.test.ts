import { expect, test } from 'vitest';
import { createPerson, login, oldPassword, openSession, uniqueName, whoami } from './people.ts';
import { submitRecoveryCode } from './recovery.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('without a secret makes a code and link; the old password and the sessions stay', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  const run = await scene.operator.run('reset-password', { email: person.email });
  expect([run.exit, run.results]).toEqual([
    0,
    {
      'identity-id': person.id,
      changed: true,
      'recovery-link': expect.stringMatching(/\?flow=[0-9a-f-]{36}$/) as unknown,
      'recovery-code': expect.stringMatching(/^\d{6}$/) as unknown,
      'expires-at': expect.stringMatching(/Z$/) as unknown,
    },
  ]);
  expect(await whoami(scene.kratos, token)).toBe(200);
  expect(await login(scene.kratos, person.email, oldPassword)).toBeDefined();
});

test('the code opens the way to the settings; a wrong one does not', async () => {
  const person = await createPerson(scene.kratos);
  const { results } = await scene.operator.run('reset-password', { email: person.email });
  const code = String(results['recovery-code']);
  const wrong = code === '000000' ? '000001' : '000000';
  const refused = await submitRecoveryCode(scene.kratos, results['recovery-link'], wrong);
  const accepted = await submitRecoveryCode(scene.kratos, results['recovery-link'], code);
  expect([refused.accepted, accepted.accepted]).toEqual([false, true]);
});

test.each([
  ['the hour of the default', {}, 60],
  ['expires-in=30m', { 'expires-in': '30m' }, 30],
  ['expires-in=1h30m', { 'expires-in': '1h30m' }, 90],
])('it lasts %s', async (_, params, minutes) => {
  const person = await createPerson(scene.kratos);
  const run = await scene.operator.run('reset-password', { email: person.email, ...params });
  const lasts = (Date.parse(String(run.results['expires-at'])) - Date.now()) / 60_000;
  expect(lasts).toBeGreaterThan(minutes - 1);
  expect(lasts).toBeLessThanOrEqual(minutes);
});

test('revoke-sessions=false says what happens anyway', async () => {
  const { id } = await createPerson(scene.kratos);
  const params = { 'identity-id': id, 'revoke-sessions': 'false' };
  const run = await scene.operator.run('reset-password', params);
  expect([run.exit, run.results['recovery-code']]).toEqual([0, expect.stringMatching(/^\d{6}$/)]);
});

test('somebody without any address gets one too', async () => {
  const { id } = await scene.kratos.createIdentity({
    schema_id: 'admin_v0',
    traits: { username: uniqueName('ada') },
  });
  const run = await scene.operator.run('reset-password', { 'identity-id': id });
  expect([run.exit, run.results['changed']]).toEqual([0, true]);
});
