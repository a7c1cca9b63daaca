import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/history/history.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { exitStatus } from '../../src/engine/outcome.ts';
import { isWrite, refusal, useDesk } from './desk.ts';

const scene = useDesk();
const nobodies = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `nobody-${at}@example.com`);

const full = (): Promise<never> => Promise.reject(new IdpError('history-unavailable', 'The disk is full.'));

describe('a run over many stops', () => {
  it('when as many failed as --max-failures says; what never ran is aborted, and can be taken up', async () => {
    const { desk } = scene;
    const { outcome, ended } = await desk.run(nobodies(6), { maxFailures: 2 });
    expect(ended).toHaveLength(2);
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { failed: 2, aborted: 4, uncertain: 0 },
      error: {
        code: 'partial',
        message: 'Stopped: 2 failed, and --max-failures allows no more. 4 of 6 were not done.',
        hint: `Mend what is wrong. Take it up with idp resume ${outcome.operation}.`,
      },
    });
    expect(exitStatus(outcome)).toBe(6);
    const last = String(Number(ended[0]?.outcome.task) + 5);
    expect(await desk.reader.task(last)).toMatchObject({ status: 'aborted', timing: { started: null } });
    expect(readdirSync(desk.journals)).toContain(`${outcome.operation}.db`);
  });

  it('after 20 in a row to which Kratos is closed', async () => {
    const { desk } = scene;
    const { outcome, ended } = await desk.run(nobodies(25), {}, { between: () => refusal(403) });
    expect(ended).toHaveLength(20);
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { failed: 20, aborted: 5, reasons: { forbidden: 20 } },
      error: {
        code: 'partial',
        message:
          'Stopped: 20 in a row failed, the last one with forbidden, so none would do better. 5 of 25 were not done.',
      },
    });
  });

  it('not where one in between was answered', async () => {
    const { desk } = scene;
    let asked = 0;
    const { ended } = await desk.run(
      nobodies(25),
      {},
      {
        between() {
          asked += 1;
          return asked === 12 ? undefined : refusal(403);
        },
      },
    );
    expect(ended).toHaveLength(25);
  });

  it('not where only the last ones failed: nothing is left then', async () => {
    const { desk } = scene;
    const { outcome } = await desk.run(nobodies(2), { maxFailures: 2 });
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { message: 'Of 2, 2 failed (2 identity-not-found).' },
    });
    expect(readdirSync(desk.journals)).not.toContain(`${outcome.operation}.db`);
  });

  it('when it is interrupted: what runs is aborted, and uncertain once its write was sent', async () => {
    const { desk } = scene;
    const people = await desk.people(5);
    const interruption = new AbortController();
    let writes = 0;
    const { outcome, ended } = await desk.run(
      people.map(({ id }) => id),
      {},
      {
        signal: interruption.signal,
        between(request) {
          if (isWrite(request)) writes += 1;
          if (writes === 3) interruption.abort();
        },
      },
    );
    expect(ended.map((one) => one.outcome.status)).toEqual(['completed', 'completed', 'aborted']);
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { completed: 2, aborted: 3, uncertain: 1 },
      log: [
        {
          message:
            'One was stopped after its first write was sent: whether it was done is not known. Look at it before it is done again.',
        },
      ],
      error: {
        code: 'aborted',
        message: 'Interrupted: 2 of 5 were not done, and of 1 more that is not known.',
        hint: `Take it up with idp resume ${outcome.operation}.`,
      },
    });
    expect(exitStatus(outcome, 'SIGINT')).toBe(130);
    expect(await desk.reader.operation(outcome.operation ?? '')).toMatchObject({
      status: 'aborted',
      counts: { completed: 2, aborted: 3 },
    });
    expect(await desk.reader.task(ended[2]?.outcome.task ?? '')).toMatchObject({
      status: 'aborted',
      uncertain: true,
    });
  });

  it('when history can no longer be written, and says what was not done and how to go on', async () => {
    const { desk } = scene;
    const people = await desk.people(4);
    const world = desk.world();
    let started = 0;
    const history: History = {
      ...world.history,
      async start(task, time) {
        started += 1;
        return started > 2 ? full() : world.history.start(task, time);
      },
      closePending: full,
    };
    const { outcome } = await desk.run(
      people.map(({ id }) => id),
      {},
      { history },
    );
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { completed: 2, aborted: 2 },
      error: {
        code: 'history-unavailable',
        message: 'The disk is full. 2 of 4 were not done.',
        hint: `Mend what is wrong. Take it up with idp resume ${outcome.operation}.`,
      },
    });
    expect(exitStatus(outcome)).toBe(1);
  });

  it('before anything is recorded where the interruption came first', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const { outcome } = await desk.run(
      [ada!.id],
      { consent: { yes: false, expect: undefined } },
      {
        signal: AbortSignal.abort(),
        askCount: ({ signal }) => Promise.reject(new Error(String(signal.aborted))),
      },
    );
    expect(outcome).toMatchObject({ operation: null, status: 'aborted', error: { code: 'aborted' } });
    expect(await desk.stateOf(ada!.id)).toBe('active');
  });
});
