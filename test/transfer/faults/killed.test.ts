import { randomInt } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, type User } from '../../cli/user.ts';
import { batchFaults, expectAllIn, faultyImport, people } from './faulty-import.ts';
import { killAndResumeImport, killPlan } from './killed-import.ts';

// IDP_TEST_SEED repeats a run; bench/crash.ts goes on to more of them.
const seed = Number(process.env['IDP_TEST_SEED'] ?? randomInt(2 ** 31));
const plans = Array.from({ length: 5 }, (_, at) => killPlan(seed + at));

describe('an import that is killed with kill -9', () => {
  let user: User;
  beforeEach(() => (user = createUser()));
  afterEach(() => user.leave());

  it.each(plans)(
    'with seed $seed at request $request ($moment, again: $again) is taken up: no row twice, and none lost',
    async (plan) => {
      const { env, home } = user;
      const { problems } = await killAndResumeImport({ program: main, home, env }, plan);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

it('an import that is interrupted says so, and goes on with idp resume', async () => {
  const now = Promise.withResolvers<void>();
  const run = await faultyImport(people(150), {
    fault: batchFaults((batch) => {
      if (batch === 3) now.resolve();
      return undefined;
    }),
  });
  try {
    const ended = await run.spawn([], { kill: { when: now.promise, signal: 'SIGINT' } });
    expect(ended.exit).toBe(130);
    expect(ended.outcome.error).toMatchObject({ code: 'aborted' });
    expect(ended.outcome.error?.hint).toContain('idp resume 1');
    await expectAllIn(run, await run.resume('1'), 150);
  } finally {
    await run.close();
  }
});
