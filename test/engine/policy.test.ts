import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../src/engine/define-action.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { adaIdentity, answerAda, answerJson, startFakeKratos, type FakeKratos } from '../cli/fake-kratos.ts';
import { createWorld, request } from './a-world.ts';
import { everyType, onIdentity } from './synthetic-action.ts';

let kratos: FakeKratos;
beforeAll(async () => (kratos = await startFakeKratos(answerAda)));
afterAll(() => kratos.close());

describe('a destroy', () => {
  const destroy = { ...onIdentity.entry, effect: 'destroy' as const };
  const asked = request({
    action: 'on-identity',
    input: {
      bare: ['ada@example.com'],
      pairs: [
        ['colour', 'red'],
        ['shape', 'round'],
      ],
    },
  });

  it('puts the question with what an operator decides on', async () => {
    const questions: unknown[] = [];
    const { world } = createWorld(kratos.url, onIdentity.action, {
      catalog: [destroy],
      ask: (question) => {
        const typed = ['ada@example.com', ' ADA@example.com ', adaIdentity.id, 'a***@e***.com', 'yes', ''];
        questions.push(question, typed.map(question.accepts));
        return Promise.resolve(true);
      },
    });
    expect((await runAction(asked, world)).status).toBe('completed');
    expect(questions).toMatchObject([
      {
        action: 'on-identity',
        host: 'kratos.test',
        context: 'prod',
        identity: { id: adaIdentity.id, addresses: ['a***@e***.com'], state: 'active' },
      },
      [true, true, true, false, false, false],
    ]);
  });

  it('is answered by any identifier of the identity, as an OIDC link that it was found by', async () => {
    const linked = await startFakeKratos((_request, response) => {
      const oidc = { type: 'oidc', identifiers: ['google:Ada-1'], config: {} };
      answerJson(response, 200, [{ ...adaIdentity, credentials: { oidc } }]);
    });
    const answers: boolean[] = [];
    const { world } = createWorld(linked.url, onIdentity.action, {
      catalog: [destroy],
      ask: ({ accepts }) => {
        answers.push(...['google:Ada-1', 'ada@example.com', 'google:Ada-2', 'google'].map(accepts));
        return Promise.resolve(true);
      },
    });
    const byLink = { ...asked, input: { ...asked.input, bare: ['google:Ada-1'] } };
    expect((await runAction(byLink, world)).status).toBe('completed');
    await linked.close();
    expect(answers).toEqual([true, true, false, false]);
  });

  it('that is declined is cancelled, and the handler is not run', async () => {
    let ran = false;
    const action: Action = { ...onIdentity.action, run: () => Promise.resolve({ ran: (ran = true) }) };
    const { world, closed } = createWorld(kratos.url, action, {
      catalog: [destroy],
      ask: () => Promise.resolve(false),
    });
    expect(await runAction(asked, world)).toMatchObject({
      status: 'cancelled',
      error: { code: 'cancelled', message: 'on-identity was not confirmed.', hint: 'Nothing was changed.' },
    });
    expect(ran).toBe(false);
    expect(closed).toMatchObject([{ status: 'cancelled', error: { code: 'cancelled' } }]);
  });

  it('asks nothing in a dry run', async () => {
    const { world } = createWorld(kratos.url, onIdentity.action, {
      catalog: [destroy],
      ask: () => Promise.reject(new Error('Asked.')),
    });
    expect(await runAction({ ...asked, dryRun: true }, world)).toMatchObject({
      status: 'completed',
      results: { requests: [] },
      'dry-run': true,
    });
  });

  it('confirmed by an id is refused to an action that is about nobody', async () => {
    const { world } = createWorld(kratos.url, everyType.action, {
      catalog: [{ ...everyType.entry, effect: 'destroy' }],
    });
    expect(
      await runAction(request({ consent: { yes: false, confirm: adaIdentity.id } }), world),
    ).toMatchObject({
      status: 'error',
      error: { message: '--confirm names an identity, and every-type is about none.' },
    });
  });
});
