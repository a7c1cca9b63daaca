import { describe, expect, it } from 'vitest';
import type { LookingWorld } from '../../src/engine/engine-world.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import type { Person } from '../actions/people.ts';
import { isWrite, manyRequest, useDesk, type WorldOptions } from './desk.ts';

const scene = useDesk();

const disable = ({ id }: Person, options: WorldOptions) =>
  runAction(
    {
      ...manyRequest(),
      input: { bare: [id], pairs: [] },
      consent: { yes: true, confirm: undefined },
    },
    scene.desk.world(options),
  );

/** The desk's history, with a part of it replaced. */
const historyWith = (changes: Partial<LookingWorld['history']>): LookingWorld['history'] => ({
  ...scene.desk.world().history,
  ...changes,
});

describe('a task is recorded', () => {
  it('with what it changed, and by which requests', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const outcome = await disable(ada!, {});
    expect(await desk.reader.task(outcome.task ?? '')).toMatchObject({
      status: 'completed',
      target: ada!.id,
      identityId: ada!.id,
      changed: true,
      uncertain: false,
      results: { 'identity-id': ada!.id, changed: true, 'sessions-revoked': 0 },
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
      requests: [
        { method: 'GET', path: `/admin/identities/${ada!.id}`, status: 200 },
        { method: 'PATCH', path: `/admin/identities/${ada!.id}`, status: 200 },
        { method: 'GET', path: `/admin/identities/${ada!.id}/sessions`, status: 200 },
      ],
    });
  });

  it('line by line, while it still runs', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const logs: string[][] = [];
    let task = '';
    const world = desk.world({
      history: historyWith({
        async open(operation) {
          const numbers = await desk.world().history.open(operation);
          ({ task } = numbers);
          return numbers;
        },
      }),
      async between(request) {
        if (!isWrite(request)) return;
        logs.push((await desk.reader.logOf(task)).map(({ message }) => message));
      },
    });
    const input = { bare: [ada!.id], pairs: [] };
    const consent = { yes: true, confirm: undefined };
    await runAction({ ...manyRequest(), action: 'delete-identity', input, consent }, world);
    expect(logs).toEqual([[expect.stringContaining(`To be deleted: identity ${ada!.id}`)]]);
  });

  it('as writing before its first write is sent', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const order: string[] = [];
    const { history } = desk.world();
    const outcome = await disable(ada!, {
      history: historyWith({
        async markWriting(task) {
          order.push('marked');
          await history.markWriting(task);
        },
      }),
      between: ({ method }) => void order.push(method),
    });
    expect(outcome.status).toBe('completed');
    expect(order).toEqual(['GET', 'marked', 'PATCH', 'GET']);
  });

  it('or sends no write: not where that it begins to cannot be recorded', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const outcome = await disable(ada!, {
      history: historyWith({
        markWriting: () => Promise.reject(new IdpError('history-unavailable', 'The disk is full.')),
      }),
    });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'history-unavailable' } });
    expect(await desk.stateOf(ada!.id)).toBe('active');
  });
});
