import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Operator, Run } from './operator.ts';
import { createPerson, oldPassword, openSession, uniqueEmail, uniqueName } from './people.ts';
import { kratosError } from './proxy.ts';
import { newPassword, useScene } from './scene.ts';
import { plantLookupSecrets, plantTotp } from './second-factors.ts';

const scene = useScene();

/** All that stays of a run: history's files, log lines, errors and the lines of --debug, and what inspecting shows. */
function traceOf(operator: Operator, ...runs: readonly Run[]): string {
  const files = readdirSync(operator.dataFolder).map((name) =>
    readFileSync(join(operator.dataFolder, name), 'latin1'),
  );
  const said = runs.map(({ outcome, trace }) => [
    JSON.stringify([outcome.log, outcome.error, trace]),
    JSON.stringify(outcome),
    inspect(outcome, { depth: 20 }),
  ]);
  return [...files, ...said.flat()].join('\n');
}

async function storedHash(id: string): Promise<string> {
  const { credentials } = await scene.kratos.getIdentity(id, 'password');
  const config: object = credentials?.['password']?.config ?? {};
  const hash = 'hashed_password' in config ? String(config.hashed_password) : 'none';
  expect(hash).toMatch(/^\$2/);
  return hash;
}

describe('a password and its hash appear nowhere', () => {
  test('after reset-password, dry or real', async () => {
    const { id, email } = await createPerson(scene.kratos);
    const params = { email, 'password-secret-id': 'new' };
    const dry = await scene.operator.run('reset-password', params, { dryRun: true });
    expect(JSON.stringify(dry.results)).not.toContain('$2');
    const real = await scene.operator.run('reset-password', params);
    const trace = traceOf(scene.operator, dry, real);
    expect(trace).toContain('reset-password');
    for (const secret of [newPassword, await storedHash(id), '$2b$12$', '$2a$12$', '$2y$12$']) {
      expect(trace).not.toContain(secret);
    }
  });

  test('after create-admin-account, dry or real', async () => {
    const params = { username: uniqueName('ada'), email: uniqueEmail('ada'), 'password-secret-id': 'new' };
    const dry = await scene.operator.run('create-admin-account', params, { dryRun: true });
    expect(JSON.stringify(dry.results)).not.toContain('$2');
    const real = await scene.operator.run('create-admin-account', params);
    const trace = traceOf(scene.operator, dry, real);
    const hash = await storedHash(String(real.results['identity-id']));
    for (const secret of [newPassword, hash]) expect(trace).not.toContain(secret);
  });

  test('when Kratos refuses and repeats what it was sent', async () => {
    const { email } = await createPerson(scene.kratos);
    await scene.behind(
      ({ method }) => (method === 'PATCH' ? kratosError(400, `no such trait: ${newPassword}`) : undefined),
      async (operator) => {
        const run = await operator.run('reset-password', { email, 'password-secret-id': 'new' });
        expect(run.exit).toBe(1);
        expect(traceOf(operator)).not.toContain(newPassword);
      },
    );
  });

  test('when it is given as an argument', async () => {
    const { email } = await createPerson(scene.kratos);
    const runs = [
      await scene.operator.run('reset-password', { email, password: newPassword }),
      await scene.operator.run('reset-password', { email, 'password.value': newPassword }),
      await scene.operator.run('reset-password', { email, 'password-secret-id': newPassword }),
    ];
    expect(runs.map((run) => run.error?.code)).toEqual(['usage', 'usage', 'secret-not-found']);
    for (const run of runs) expect(JSON.stringify(run.outcome)).not.toContain(newPassword);
  });
});

test.each(['reset-password', 'create-admin-account'])(
  'the recovery code and link of %s are in the results alone',
  async (action) => {
    const params =
      action === 'reset-password'
        ? { email: (await createPerson(scene.kratos)).email }
        : { username: uniqueName('ada'), email: uniqueEmail('ada') };
    const run = await scene.operator.run(action, params);
    const code = String(run.results['recovery-code']);
    const link = String(run.results['recovery-link']);
    expect([code, link]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringContaining('flow=')]);
    const flow = new URL(link).searchParams.get('flow') ?? link;
    const trace = traceOf(scene.operator, run);
    // As a word of its own: six digits may stand in a longer number by chance.
    expect(trace).not.toMatch(new RegExp(`\\b${code}\\b`));
    expect(trace).not.toContain(flow);
  },
);

test('what is configured for a factor is in no answer', async () => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  await plantTotp(scene.kratos, person.id);
  await plantLookupSecrets(scene.kratos, person.id);
  const runs = [
    await scene.operator.run('get-identity', { email: person.email }),
    await scene.operator.run('list-sessions', { email: person.email }),
    await scene.operator.run(
      'reset-identity-mfa',
      { email: person.email, 'mfa-type': 'all' },
      { dryRun: true },
    ),
    await scene.operator.run('reset-identity-mfa', { email: person.email, 'mfa-type': 'all' }, { yes: true }),
  ];
  expect(runs.map((run) => run.exit)).toEqual([0, 0, 0, 0]);
  const trace = traceOf(scene.operator, ...runs);
  for (const secret of ['otpauth', 'JBSWY3DPEHPK3PXP', 'aaaa1111', oldPassword, 'ory_st_']) {
    expect(trace).not.toContain(secret);
  }
});

test('history and log know people only masked', async () => {
  const who = { username: uniqueName('lovelace'), email: uniqueEmail('lovelace'), name: 'Ada of Lovelace' };
  await scene.behind(
    () => undefined,
    async (operator) => {
      await operator.run('create-admin-account', who);
      await operator.run('create-admin-account', who);
      await operator.run('get-identity', { email: who.email });
      await operator.run('get-identity', { email: `${who.email}x` });
      const deleted = await operator.run('delete-identity', { email: who.email }, { yes: true });
      expect(deleted.exit).toBe(0);
      const trace = traceOf(operator) + JSON.stringify(deleted.outcome.log);
      expect(trace).toContain('l***@e***.com');
      for (const word of Object.values(who)) expect(trace.toLowerCase()).not.toContain(word.toLowerCase());
    },
  );
});
