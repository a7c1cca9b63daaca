import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../src/engine/define-action.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { adaIdentity, answerAda, startFakeKratos, type FakeKratos } from '../cli/fake-kratos.ts';
import { ada, aHistory } from '../history/a-history.ts';
import { createWorld, request } from './a-world.ts';
import { everyType, onIdentity } from './synthetic-action.ts';

let kratos: FakeKratos;
beforeAll(async () => (kratos = await startFakeKratos(answerAda)));
afterAll(() => kratos.close());

const doing = (run: Action['run']): Action => ({ ...everyType.action, run });

describe('a run', () => {
  it('that is done is completed, with its numbers, its log and its times', async () => {
    const { world, closed } = createWorld(
      kratos.url,
      doing((_params: unknown, { log }) => {
        log('Half done.');
        return Promise.resolve({ changed: true });
      }),
    );
    expect(await runAction(request(), world)).toEqual({
      operation: '1',
      task: '2',
      action: 'every-type',
      status: 'completed',
      results: { changed: true },
      log: [{ time: '2030-01-01T00:00:03.000Z', message: 'Half done.' }],
      timing: {
        enqueued: '2030-01-01T00:00:01.000Z',
        started: '2030-01-01T00:00:02.000Z',
        completed: '2030-01-01T00:00:04.000Z',
      },
      'dry-run': false,
    });
    expect(closed).toMatchObject([{ status: 'completed', changed: true }]);
  });

  it('that fails keeps what was reported before, and records the words that history may keep', async () => {
    const { world, closed } = createWorld(
      kratos.url,
      doing((_params: unknown, { report }) => {
        report({ changed: true });
        throw new IdpError('kratos-rejected', 'Kratos said Ada.', { recorded: 'Kratos said no' });
      }),
    );
    const outcome = await runAction(request(), world);
    expect(outcome).toMatchObject({
      status: 'failed',
      results: { changed: true },
      error: { code: 'kratos-rejected', message: 'Kratos said Ada.' },
    });
    expect(closed[0]?.error).toEqual({ code: 'kratos-rejected', message: 'Kratos said no' });
  });

  it('whose handler throws anything else is internal, and the trace is handed out', async () => {
    const thrown = new TypeError('x is not a function');
    const { world } = createWorld(
      kratos.url,
      doing(() => Promise.reject(thrown)),
    );
    const traces: IdpError[] = [];
    const outcome = await runAction(request(), world, (error) => traces.push(error));
    expect(outcome.error).toMatchObject({
      code: 'internal',
      message: 'idp failed unexpectedly: x is not a function',
    });
    expect(traces).toMatchObject([{ cause: thrown }]);
  });

  it('whose record cannot be closed says so, and is what it was', async () => {
    const { world } = createWorld(
      kratos.url,
      doing(() => Promise.resolve({ changed: true })),
      {
        history: {
          ...aHistory(),
          close: () => Promise.reject(new IdpError('history-unavailable', 'The disk is full.')),
        },
      },
    );
    expect(await runAction(request(), world)).toMatchObject({
      status: 'completed',
      results: { changed: true },
      log: [{ message: 'The end of this task is not recorded: The disk is full.' }],
    });
  });

  it('of another target than actions.yaml says is catalog-invalid, and not recorded', async () => {
    const { world, opened } = createWorld(kratos.url, onIdentity.action);
    expect(await runAction(request(), world)).toMatchObject({
      operation: null,
      status: 'failed',
      timing: null,
      error: {
        code: 'catalog-invalid',
        message: 'actions.yaml says that the target of every-type is none, its handler says identity.',
      },
    });
    expect(opened).toEqual([]);
  });

  it('on an identity records whom, where, by whom and why before it asks, and gives the handler who it is', async () => {
    const { world, opened, closed } = createWorld(kratos.url, onIdentity.action);
    const outcome = await runAction(
      request({
        action: 'on-identity',
        input: {
          bare: ['ada@example.com'],
          pairs: [
            ['colour', 'red'],
            ['shape', 'round'],
          ],
        },
        reason: 'a ticket',
      }),
      world,
    );
    expect(outcome.results).toEqual({ 'identity-id': adaIdentity.id, changed: false });
    expect(opened).toEqual([
      {
        action: 'on-identity',
        effect: 'write',
        dryRun: false,
        asker: ada,
        host: 'kratos.test',
        context: 'prod',
        reason: 'a ticket',
        parameters: { email: 'a***@e***.com', colour: 'r***', shape: 'r***' },
        target: 'a***@e***.com',
        enqueued: '2030-01-01T00:00:01.000Z',
      },
    ]);
    expect(closed).toMatchObject([{ identityId: adaIdentity.id, changed: false }]);
  });

  it('that finds nobody has failed: Kratos was asked', async () => {
    const { world } = createWorld(kratos.url, onIdentity.action);
    const pairs = [
      ['colour', 'red'],
      ['shape', 'round'],
    ] as const;
    expect(
      await runAction(request({ action: 'on-identity', input: { bare: ['bob'], pairs } }), world),
    ).toMatchObject({ status: 'failed', results: {}, error: { code: 'identity-not-found' } });
  });

  it('whose signal came first is aborted, whatever the handler made of it', async () => {
    const controller = new AbortController();
    const { world } = createWorld(
      kratos.url,
      doing(() => {
        controller.abort();
        throw new Error('Confused.');
      }),
      { signal: controller.signal },
    );
    expect(await runAction(request(), world)).toMatchObject({
      status: 'aborted',
      error: { code: 'aborted' },
    });
  });
});
