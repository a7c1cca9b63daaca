import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../src/engine/define-action.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { answerAda, startFakeKratos, type FakeKratos } from '../cli/fake-kratos.ts';
import { leaksIn } from '../cli/canary/traces.ts';
import { newCanary } from '../cli/canary/new-canary.ts';
import { createWorld, request } from './a-world.ts';
import { everyType } from './synthetic-action.ts';

let kratos: FakeKratos;
beforeAll(async () => (kratos = await startFakeKratos(answerAda)));
afterAll(() => kratos.close());

const secret = newCanary();

/** Runs a handler that has read the secret, and gives all that came of it. */
async function runWith(tell: (value: string, context: Parameters<Action['run']>[1]) => unknown) {
  const action: Action = {
    ...everyType.action,
    run: async (_params: unknown, context) => {
      const { password } = await context.secrets('ada');
      return ((await tell(password?.reveal() ?? '', context)) ?? {}) as Record<string, unknown>;
    },
  };
  const said: string[] = [];
  const { world, closed } = createWorld(kratos.url, action, {
    secrets: environmentStore({ IDP_SECRET_ADA__PASSWORD: secret }),
    onLog: (line) => said.push(line.message),
  });
  const outcome = await runAction(request(), world, (error) => {
    for (let at: unknown = error; at instanceof Error; at = at.cause) said.push(String(at.stack));
  });
  return { outcome, everything: JSON.stringify([outcome, closed, said]) };
}

const fail = (error: Error): never => {
  throw error;
};

describe('a handler cannot tell a secret that it read', () => {
  it.each<[string, string, Parameters<typeof runWith>[0]]>([
    ['by crashing', 'failed', (value) => fail(new TypeError(`cannot read ${value}`))],
    [
      'by crashing because of something else',
      'failed',
      (value) => fail(new Error('fetch failed', { cause: new Error(encodeURIComponent(value)) })),
    ],
    [
      'by an error of its own',
      'failed',
      (value) => fail(new IdpError('usage', `No ${value}.`, { hint: value, details: { was: [value] } })),
    ],
    ['in the log', 'completed', (value, { log }) => log(`It is ${value}`)],
    ['in what it reports', 'completed', (value, { report }) => report({ it: value })],
    [
      'in its results, in base64',
      'completed',
      (value) => ({ it: Buffer.from(`:${value}`).toString('base64') }),
    ],
  ])('%s', async (_, status, tell) => {
    const { outcome, everything } = await runWith(tell);
    expect(outcome.status).toBe(status);
    expect(everything).toContain('[secret]');
    expect(leaksIn('all', Buffer.from(everything), [secret])).toEqual([]);
  });
});
