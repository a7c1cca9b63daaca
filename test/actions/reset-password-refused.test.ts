import { describe, expect, test } from 'vitest';
import { createPerson, login, oldPassword, openSession, whoami } from './people.ts';
import { kratosError } from './proxy.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const action = 'reset-password';
const withSecret = { 'password-secret-id': 'new' };

describe('a new password that Kratos refuses', () => {
  test('still ends the sessions, makes no code, keeps the old password and offers a code', async () => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.behind(
      ({ method }) => (method === 'PATCH' ? kratosError(400, 'No change today') : undefined),
      (operator) => operator.run(action, { email: person.email, ...withSecret }),
    );
    expect([run.exit, run.outcome.status, run.error?.message]).toEqual([
      1,
      'failed',
      'Kratos refused (400): No change today.',
    ]);
    expect(run.error?.hint).toContain(`A recovery code still works: idp run reset-password ${person.id}`);
    expect(run.results).toEqual({ 'identity-id': person.id, changed: true, 'sessions-revoked': 1 });
    expect(run.sent.join('\n')).not.toContain('/recovery/');
    expect(await whoami(scene.kratos, token)).toBe(401);
    expect(await login(scene.kratos, person.email, oldPassword)).toBeDefined();
  });

  test('leaves the sessions with revoke-sessions=false', async () => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.behind(
      ({ method }) => (method === 'PATCH' ? kratosError(400, 'No change today') : undefined),
      (operator) => operator.run(action, { email: person.email, ...withSecret, 'revoke-sessions': 'false' }),
    );
    expect([run.exit, run.results]).toEqual([1, { 'identity-id': person.id }]);
    expect(await whoami(scene.kratos, token)).toBe(200);
  });

  test('and whose sessions cannot be ended either says both', async () => {
    const person = await createPerson(scene.kratos);
    await openSession(scene.kratos, person);
    const run = await scene.behind(
      ({ method }) =>
        method === 'PATCH'
          ? kratosError(400, 'No change today')
          : method === 'DELETE'
            ? kratosError(500, 'No deletion either')
            : undefined,
      (operator) => operator.run(action, { email: person.email, ...withSecret }),
    );
    expect([run.exit, run.error?.message]).toEqual([1, 'Kratos refused (400): No change today.']);
    expect(run.outcome.log.map(({ message }) => message)).toEqual([
      'The sessions could not be ended either: Kratos refused (500)',
    ]);
  });

  test('by not showing the new password when read back is unexpected-answer', async () => {
    const person = await createPerson(scene.kratos);
    const run = await scene.behind(
      ({ method }) => (method === 'PATCH' ? { status: 200, body: { id: person.id } } : undefined),
      (operator) => operator.run(action, { email: person.email, ...withSecret }),
    );
    expect([run.error?.code, run.error?.message]).toEqual([
      'unexpected-answer',
      'Kratos accepted the new password, but does not show it when asked again.',
    ]);
  });
});
