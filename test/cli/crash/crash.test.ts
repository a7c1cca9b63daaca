import { randomInt } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, type User } from '../user.ts';
import { crashAndResume, crashPlan } from './crash-run.ts';

// IDP_TEST_SEED repeats a run; bench/crash.ts goes on to more of them.
const seed = Number(process.env['IDP_TEST_SEED'] ?? randomInt(2 ** 31));
const plans = Array.from({ length: 5 }, (_, at) => crashPlan(seed + at));

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

describe('a run over 500 identities that is killed', () => {
  it.each(plans)(
    'with seed $seed at request $request ($moment, $concurrency at once) is taken up: each is done once, or said to be uncertain',
    async (plan) => {
      const { env, home } = user;
      const { problems } = await crashAndResume({ program: main, home, env }, plan);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
