import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ada, aDesk, anOperation, aProcess, ended, type Desk } from './a-history.ts';

let desk: Desk;
beforeEach(() => (desk = aDesk()));
afterEach(() => desk.leave());

/** Runs `script` in a process of its own, which then waits, is looked at and is killed. */
async function killed(
  script: string,
  whileItRuns: () => Promise<void> = async () => undefined,
): Promise<void> {
  const child = aProcess(desk.path, `${script}\nconsole.log('ready'); setInterval(() => undefined, 1000);`);
  if (child.stdout === null) throw new Error('It prints nothing.');
  await once(child.stdout, 'data');
  await whileItRuns();
  const end = ended(child);
  child.kill('SIGKILL');
  expect((await end).end).toBe('SIGKILL');
}

const found = 'The process that ran it ended without closing it.';

describe('what a killed process leaves', () => {
  it('is aborted at the next look, and only then', async () => {
    await killed('await history.open(anOperation());', async () => {
      expect(await desk.reader.task('2')).toMatchObject({ status: 'running' });
    });
    expect(desk.sql('SELECT status FROM tasks')).toEqual([{ status: 'running' }]);
    expect(await desk.reader.task('2')).toMatchObject({
      status: 'aborted',
      error: { code: 'aborted', message: found },
      timing: { completed: expect.stringMatching(/^\d{4}-/) },
      uncertain: false,
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['operations', () => desk.reader.operations({ limit: 1, offset: 0 })],
    ['operation', () => desk.reader.operation('1')],
    ['tasksOf', () => desk.reader.tasksOf('1', undefined, 1)],
    ['task', () => desk.reader.task('2')],
    ['cancel', () => desk.reader.cancel('2', ada, 't').catch((error: unknown) => error)],
    ['verify', () => desk.audit.verify()],
    ['head', () => desk.audit.head()],
    ['records', () => desk.records()],
  ])('is aborted by %s', async (_, look) => {
    await killed('await history.open(anOperation());');
    await look();
    expect(desk.sql('SELECT status FROM tasks')).toEqual([{ status: 'aborted' }]);
  });

  it('is uncertain where a write may have been sent, and the chain tells of each task', async () => {
    await killed(`
      const { firstTask } = await history.openMany(anOperation(), ['a***', 'b***', 'c***', 'd***'], 4);
      const task = (at) => String(Number(firstTask) + at);
      for (const at of [0, 1, 2]) await history.start(task(at), '2030-01-01T00:00:01.000Z');
      await history.markWriting(task(1));
      await reader.cancel(task(2), ada, '2030-01-01T00:00:02.000Z');`);
    const tasks = await desk.reader.tasksOf('1', undefined, 9);
    expect(tasks.map(({ status, uncertain }) => [status, uncertain])).toEqual([
      ['aborted', false],
      ['aborted', true],
      ['aborted', false],
      ['aborted', false],
    ]);
    const records = await desk.records();
    expect(records.map(({ event, task, tasks: several, by }) => [event, task ?? several, by])).toMatchObject([
      ['operation-opened', undefined, undefined],
      ['cancel-asked', { id: '4', status: 'aborting' }, ada],
      ['task-found-dead', { id: '2', status: 'aborted', uncertain: false }, ada],
      ['task-found-dead', { id: '3', status: 'aborted', uncertain: true }, ada],
      ['task-found-dead', { id: '4', status: 'aborted' }, ada],
      ['tasks-found-dead', '5', ada],
    ]);
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
    expect(await desk.history.takeUp('1', { includeUncertain: false })).toMatchObject({
      pending: 2,
      uncertain: 1,
    });
  });

  it('is told of with its operation where that only read', async () => {
    await killed(`await history.open(anOperation({ effect: 'read', action: 'get-identity' }));`);
    const records = await desk.records();
    expect(records).toMatchObject([
      { event: 'task-found-dead', operation: { id: '1', action: 'get-identity' }, task: { id: '2' } },
    ]);
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
  });

  it('is taken up without a look in between', async () => {
    await killed(
      `await history.openMany(anOperation(), ['a***', 'b***'], 2); await history.start('2', 't');`,
    );
    expect(await desk.history.takeUp('1', { includeUncertain: false })).toMatchObject({ pending: 2 });
    expect(await desk.history.pending('1', undefined, 9)).toEqual(['2', '3']);
  });

  it('before all tasks were written down is aborted tasks only, which are not taken up', async () => {
    const child = aProcess(
      desk.path,
      `function* targets() {
        for (let at = 0; ; at += 1) {
          if (at === 5000) process.kill(process.pid, 'SIGKILL');
          yield 'p***' + at;
        }
      }
      await history.openMany(anOperation(), targets(), 10000);`,
    );
    expect((await ended(child)).end).toBe('SIGKILL');
    expect(await desk.history.pending('1', undefined, 9)).toEqual([]);
    expect(await desk.reader.operation('1')).toMatchObject({ status: 'aborted', counts: { aborted: 4000 } });
    await expect(desk.history.takeUp('1', { includeUncertain: false })).rejects.toMatchObject({
      code: 'task-ended',
    });
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
    expect(await desk.history.open(anOperation())).toEqual({ operation: '10002', task: '10003' });
  });
});

it('of processes on other machines nothing is known, so that theirs is left alone', async () => {
  const elsewhere = aDesk();
  try {
    const { task } = await elsewhere.history.open(anOperation());
    elsewhere.sql(`UPDATE operations SET machine = 'another', pid = 1`);
    expect(await elsewhere.reader.task(task)).toMatchObject({ status: 'running' });
  } finally {
    elsewhere.leave();
  }
});

it('is looked at as it is where nothing can be written', async () => {
  const { task } = await desk.history.open(anOperation());
  desk.sql(`UPDATE operations SET process_started = 'long ago'`);
  desk.sql(`CREATE TRIGGER full BEFORE UPDATE ON tasks BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  expect(await desk.reader.task(task)).toMatchObject({ status: 'running' });
  expect(await desk.audit.head()).toMatchObject({ number: 1 });
});
