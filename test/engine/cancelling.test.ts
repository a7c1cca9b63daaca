import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runAction } from '../../src/engine/run-action.ts';
import type { KratosAnswer, KratosRequest } from '../../src/kratos/transport.ts';
import { ada as asker } from '../history/a-history.ts';
import { request } from './a-world.ts';
import { isWrite, useDesk, type Desk } from './desk.ts';

const scene = useDesk();

const cancel = (desk: Desk, task: string) => desk.reader.cancel(task, asker, new Date().toISOString());

/** A Kratos that never answers: the request ends when its task does. */
const noAnswer = ({ signal }: KratosRequest): Promise<KratosAnswer> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('ended by its task')));
  });

describe('cancel-task', () => {
  it('ends a run within a second or so, also while Kratos does not answer', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const world = desk.world({
      async between(sent) {
        const { operations } = await desk.reader.operations({ limit: 1000, offset: 0 });
        await cancel(desk, operations.at(-1)?.taskIds[0] ?? '');
        return noAnswer(sent);
      },
    });
    const input = { bare: [ada!.id], pairs: [] };
    const outcome = await runAction(request({ action: 'get-identity', input }), world);
    expect(outcome).toMatchObject({
      status: 'aborted',
      error: { code: 'aborted', message: 'Cancelled by cancel-task.' },
    });
    expect(await desk.reader.task(outcome.task ?? '')).toMatchObject({ status: 'aborted' });
  });

  it('of one of many that runs ends that one, and the others go on', async () => {
    const { desk } = scene;
    const people = await desk.people(3);
    const { outcome, ended } = await desk.run(
      people.map(({ id }) => id),
      {},
      {
        async between(sent) {
          if (!sent.path.includes(people[1]!.id)) return undefined;
          const { operations } = await desk.reader.operations({ limit: 1000, offset: 0 });
          await cancel(desk, operations.at(-1)?.taskIds[1] ?? '');
          return noAnswer(sent);
        },
      },
    );
    expect(ended.map((one) => one.outcome.status)).toEqual(['completed', 'aborted', 'completed']);
    expect(outcome).toMatchObject({
      status: 'aborted',
      error: { code: 'partial', message: 'Of 3, 1 aborted by cancel-task.' },
    });
    expect(await desk.stateOf(people[1]!.id)).toBe('active');
    expect(outcome.error?.hint).toBe('What was cancelled stays so: for those, run the action again.');
    expect(readdirSync(desk.journals)).not.toContain(`${outcome.operation}.db`);
  });

  it('of one that runs stays so when the others are taken up', async () => {
    const { desk } = scene;
    const people = await desk.people(4);
    const interruption = new AbortController();
    const { outcome } = await desk.run(
      people.map(({ id }) => id),
      {},
      {
        signal: interruption.signal,
        async between(sent) {
          if (sent.path.includes(people[2]!.id)) interruption.abort();
          if (!sent.path.includes(people[1]!.id) || !isWrite(sent)) return undefined;
          const { operations } = await desk.reader.operations({ limit: 1000, offset: 0 });
          await cancel(desk, operations.at(-1)?.taskIds[1] ?? '');
          return noAnswer(sent);
        },
      },
    );
    expect(outcome).toMatchObject({
      results: { completed: 1, aborted: 3, uncertain: 1 },
      error: { message: 'Interrupted: 2 of 4 were not done.' },
    });
    const resumed = await desk.resume(outcome.operation ?? '', 2, { includeUncertain: true });
    expect(resumed.outcome).toMatchObject({ status: 'completed', results: { targets: 2, completed: 2 } });
    expect(await desk.stateOf(people[1]!.id)).toBe('active');
  });

  it('of one of many that has not begun keeps it from running', async () => {
    const { desk } = scene;
    const people = await desk.people(3);
    let asked = 0;
    const { outcome, ended } = await desk.run(
      people.map(({ id }) => id),
      {},
      {
        async between() {
          asked += 1;
          if (asked > 1) return;
          const { operations } = await desk.reader.operations({ limit: 1000, offset: 0 });
          await cancel(desk, operations.at(-1)?.taskIds[2] ?? '');
        },
      },
    );
    expect(outcome).toMatchObject({
      status: 'cancelled',
      results: { completed: 2, cancelled: 1 },
      error: { code: 'partial', message: 'Of 3, 1 cancelled before running.' },
    });
    expect(ended).toHaveLength(2);
    expect(await desk.stateOf(people[2]!.id)).toBe('active');
  });
});
