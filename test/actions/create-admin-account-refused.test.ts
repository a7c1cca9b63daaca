import { describe, expect, test } from 'vitest';
import type { Run } from './operator.ts';
import { createLinkedPerson, newcomer, uniqueEmail, uniqueName, type Newcomer } from './people.ts';
import { kratosError } from './proxy.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const action = 'create-admin-account';

const idOf = (run: Run): string => String(run.results['identity-id']);

describe('on a clash says which identifier is taken and by whom', () => {
  test.each([
    ['the user name', (who: Newcomer) => ({ ...newcomer(), username: who.username }), ['username']],
    [
      'the user name in another case',
      (who: Newcomer) => ({ ...newcomer(), username: who.username.toUpperCase() }),
      ['username'],
    ],
    ['the address', (who: Newcomer) => ({ ...newcomer(), email: who.email }), ['email']],
    ['both', (who: Newcomer) => who, ['username', 'email']],
  ])('%s', async (_, clashing, parameters) => {
    const who = newcomer();
    const id = idOf(await scene.operator.run(action, who));
    const run = await scene.operator.run(action, clashing(who));
    expect([run.error?.code, run.exit, run.results]).toEqual(['identity-exists', 5, {}]);
    expect(run.error?.details).toEqual({
      taken: parameters.map((parameter) => ({ parameter, 'identity-id': id })),
    });
    expect(run.error?.message).toContain(`is taken by identity ${id}`);
    expect(run.error?.message).not.toContain(who.email);
    expect(run.error?.hint).toContain(`idp run get-identity ${id}`);
  });

  test('by two different people', async () => {
    const [one, other] = [newcomer(), newcomer()];
    const ids = [idOf(await scene.operator.run(action, one)), idOf(await scene.operator.run(action, other))];
    const run = await scene.operator.run(action, { username: one.username, email: other.email });
    expect(run.error?.details).toEqual({
      taken: [
        { parameter: 'username', 'identity-id': ids[0] },
        { parameter: 'email', 'identity-id': ids[1] },
      ],
    });
  });

  test('also where eight ask at the same moment: one gets the account', async () => {
    const who = newcomer();
    const runs = await Promise.all(Array.from({ length: 8 }, () => scene.operator.run(action, who)));
    const made = runs.filter((run) => run.exit === 0).map(idOf);
    expect([made.length, runs.filter((run) => run.error?.code === 'identity-exists').length]).toEqual([1, 7]);
    for (const { error } of runs.filter((run) => run.exit !== 0)) {
      expect(error?.message).toContain(`is taken by identity ${made[0]}`);
    }
  });

  test('and does not take a link of the same text for it', async () => {
    const [subject, other] = [uniqueName('123'), uniqueName('456')];
    await createLinkedPerson(scene.kratos, [subject, other]);
    const who = { username: `google:${subject}`, email: uniqueEmail('ada') };
    const id = idOf(await scene.operator.run(action, who));
    const byAddress = await scene.operator.run(action, { ...who, username: uniqueName('grace') });
    const byAddressAlone = await scene.operator.run(action, {
      username: `google:${other}`,
      email: who.email,
    });
    const byName = await scene.operator.run(action, { ...who, email: uniqueEmail('grace') });
    expect([byAddress, byAddressAlone, byName].map((run) => run.error)).toMatchObject([
      { code: 'identity-exists', details: { taken: [{ parameter: 'email', 'identity-id': id }] } },
      { code: 'identity-exists', details: { taken: [{ parameter: 'email', 'identity-id': id }] } },
      { code: 'identity-exists', details: { taken: [{ parameter: 'username', 'identity-id': id }] } },
    ]);
  });

  test('and where the holder cannot be found says so much, with a way to look', async () => {
    const who = newcomer();
    await scene.operator.run(action, who);
    const run = await scene.behind(
      ({ method }) => (method === 'GET' ? { status: 200, body: [] } : undefined),
      (operator) => operator.run(action, who),
    );
    expect(run.error).toMatchObject({
      code: 'identity-exists',
      message: 'No account was made: an identity with the same identifier exists.',
      hint: expect.stringContaining('--scan') as unknown,
    });
  });

  test('and is a clash also where the look-up fails', async () => {
    const who = newcomer();
    await scene.operator.run(action, who);
    const run = await scene.behind(
      ({ method }) => (method === 'GET' ? kratosError(500, 'No look-up today') : undefined),
      (operator) => operator.run(action, who),
    );
    expect([run.error?.code, run.exit]).toEqual(['identity-exists', 5]);
  });
});

describe('where the account was made but not the recovery code', () => {
  test.each([
    [500, 'No code today', 'kratos-rejected', 1],
    [404, 'This endpoint was disabled by system administrator', 'kratos-rejected', 1],
    [503, 'Later', 'unavailable', 7],
    [401, 'Who are you?', 'unauthorised', 4],
  ])('(%i) results hold its id, and the hint finishes the job', async (status, reason, code, exit) => {
    const run = await scene.behind(
      ({ path }) => (path === '/admin/recovery/code' ? kratosError(status, reason) : undefined),
      (operator) => operator.run(action, newcomer()),
    );
    const id = idOf(run);
    expect([run.outcome.status, run.exit, run.error?.code]).toEqual(['failed', exit, code]);
    expect(run.results).toEqual({ 'identity-id': id, changed: true });
    expect(run.error?.message).toMatch(/^The account was made, but no recovery code: /);
    expect(run.error?.hint).toBe(`Finish with: idp run reset-password ${id} expires-in=1h`);
    const finish = await scene.operator.run('reset-password', {}, { bare: [id] });
    expect([finish.exit, finish.results['recovery-code']]).toEqual([0, expect.stringMatching(/^\d{6}$/)]);
  });
});
