import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ada, aDesk, aHistory, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
beforeEach(() => (desk = aDesk()));
afterEach(() => desk.leave());

const time = '2030-01-01T00:01:00.000Z';
const statusOf = async (task = ''): Promise<string> => (await desk.reader.task(task)).status;

describe('an operation of many tasks', () => {
  it('numbers them one after the other, pending, each with what it is about', async () => {
    const { operation, tasks } = await desk.openMany(3);
    expect({ operation, tasks }).toEqual({ operation: '1', tasks: ['2', '3', '4'] });
    expect(await desk.reader.tasksOf(operation, undefined, 9)).toMatchObject([
      { id: '2', status: 'pending', target: 'p***0@e***.com' },
      { id: '3', status: 'pending', target: 'p***1@e***.com' },
      { id: '4', status: 'pending', target: 'p***2@e***.com' },
    ]);
    expect(await desk.history.open(anOperation())).toEqual({ operation: '5', task: '6' });
  });

  it('hands out what is pending in order, a few at a time', async () => {
    const { operation, tasks } = await desk.openMany(5);
    await desk.history.start(tasks[1] ?? '', time);
    const first = await desk.history.pending(operation, undefined, 2);
    expect(first).toEqual(['2', '4']);
    expect(await desk.history.pending(operation, first.at(-1), 9)).toEqual(['5', '6']);
  });

  it('starts a task once, and not what was cancelled before it began', async () => {
    const { tasks } = await desk.openMany(2);
    const [one = '', two = ''] = tasks;
    await desk.reader.cancel(two, ada, time);
    expect([
      await desk.history.start(one, time),
      await desk.history.start(one, time),
      await desk.history.start(two, time),
    ]).toEqual([true, false, false]);
    expect(await desk.reader.task(two)).toMatchObject({
      status: 'cancelled',
      timing: { started: null, completed: time },
      error: { code: 'cancelled', message: 'It was cancelled before it began.' },
    });
  });

  it('ends what never ran together, and says how many that were', async () => {
    const { operation, tasks } = await desk.openMany(4);
    await desk.history.start(tasks[1] ?? '', time);
    expect(await desk.history.closePending(operation, 'aborted', time)).toBe(3);
    expect(await desk.history.closePending(operation, 'aborted', time)).toBe(0);
    expect(await desk.reader.operation(operation)).toMatchObject({
      status: 'running',
      counts: { aborted: 3, running: 1 },
    });
    expect(await desk.reader.task(tasks[0] ?? '')).toMatchObject({
      status: 'aborted',
      timing: { started: null, completed: time },
      uncertain: false,
    });
  });

  it('is not opened when other than the announced number of targets comes, and nothing of it can be started', async () => {
    await expect(desk.history.openMany(anOperation(), ['a***', 'b***'], 3)).rejects.toThrow(
      '3 targets were announced, and 2 came',
    );
    expect(await desk.reader.operation('1')).toMatchObject({ status: 'aborted', counts: { aborted: 2 } });
    expect(await desk.history.start('2', time)).toBe(false);
    await expect(desk.history.takeUp('1', { includeUncertain: true })).rejects.toMatchObject({
      code: 'task-ended',
      message: expect.stringContaining('was interrupted while it was being written down'),
    });
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
  });

  it('keeps nobody waiting for long, also where there are 100,000', async () => {
    const targets = Array.from({ length: 100_000 }, (_, at) => `p***${at}`);
    // Another process gets its turn in between, and sees nothing that it could start.
    const other = aHistory(desk.path);
    const meanwhile: Promise<unknown>[] = [];
    function* watched(): Generator<string> {
      for (const [at, target] of targets.entries()) {
        if (at % 50_000 === 40_000)
          meanwhile.push(other.open(anOperation()), other.pending('1', undefined, 9));
        yield target;
      }
    }
    const { operation, firstTask } = await desk.history.openMany(anOperation(), watched(), targets.length);
    expect(await Promise.all(meanwhile)).toEqual([
      { operation: '100002', task: '100003' },
      [],
      { operation: '100004', task: '100005' },
      [],
    ]);
    expect(await desk.reader.operation(operation)).toMatchObject({ counts: { pending: 100_000 } });
    expect(await desk.history.start(firstTask, time)).toBe(true);
  });
});

describe('asking to cancel', () => {
  it('a running task makes it aborting, for its process to see, as often as one asks', async () => {
    const { operation, tasks } = await desk.openMany(2);
    const [one = ''] = tasks;
    await desk.history.start(one, time);
    expect(await desk.history.cancelRequested(operation)).toEqual([]);
    expect(await desk.reader.cancel(one, ada, time)).toMatchObject({ status: 'aborting' });
    expect(await desk.reader.cancel(one, ada, time)).toMatchObject({ status: 'aborting' });
    expect(await desk.history.cancelRequested(operation)).toEqual([one]);
    await desk.history.close(one, anEnd());
    expect(await statusOf(one)).toBe('completed');
    expect(await desk.history.cancelRequested(operation)).toEqual([]);
  });

  it('is refused for what has ended, and for what there is not', async () => {
    const { task } = await desk.history.open(anOperation());
    await desk.history.close(task, anEnd());
    await expect(desk.reader.cancel(task, ada, time)).rejects.toMatchObject({
      code: 'task-ended',
      message: 'Task 2 has ended: completed.',
    });
    await expect(desk.reader.cancel('7', ada, time)).rejects.toMatchObject({ code: 'task-not-found' });
  });
});

describe('taking up an interrupted operation', () => {
  it('makes pending again what never wrote, and leaves what nobody knows', async () => {
    const { operation, tasks } = await desk.openMany(6);
    const [done = '', failed = '', before = '', during = '', never = '', cancelled = ''] = tasks;
    for (const task of [done, failed, before, during]) await desk.history.start(task, time);
    for (const task of [done, during]) await desk.history.markWriting(task);
    await desk.history.close(done, anEnd());
    await desk.history.close(failed, anEnd({ status: 'failed' }));
    await desk.history.close(before, anEnd({ status: 'aborted', changed: false }));
    await desk.history.close(during, anEnd({ status: 'aborted' }));
    await desk.reader.cancel(cancelled, ada, time);
    await desk.history.closePending(operation, 'aborted', time);
    expect((await desk.reader.task(during)).uncertain).toBe(true);

    expect(await desk.history.takeUp(operation, { includeUncertain: false })).toEqual({
      pending: 2,
      uncertain: 1,
      firstTask: done,
    });
    expect(await desk.history.pending(operation, undefined, 9)).toEqual([before, never]);
    expect(await desk.reader.task(before)).toMatchObject({
      error: null,
      changed: null,
      timing: { started: null, completed: null },
    });
    await desk.history.closePending(operation, 'aborted', time);

    expect(await desk.history.takeUp(operation, { includeUncertain: true })).toMatchObject({
      pending: 3,
      uncertain: 0,
    });
    expect(await desk.history.pending(operation, undefined, 9)).toEqual([before, during, never]);
    expect((await desk.reader.task(during)).uncertain).toBe(false);
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
  });

  it('leaves what somebody cancelled while it ran, also where its process was killed', async () => {
    const { operation, tasks } = await desk.openMany(3);
    const [stopped = '', during = '', never = ''] = tasks;
    for (const task of [stopped, during]) {
      await desk.history.start(task, time);
      await desk.reader.cancel(task, ada, time);
    }
    await desk.history.markWriting(during);
    for (const task of [stopped, during]) await desk.history.close(task, anEnd({ status: 'aborted' }));
    await desk.history.closePending(operation, 'aborted', time);
    const taken = await desk.history.takeUp(operation, { includeUncertain: true });
    expect(taken).toMatchObject({ pending: 1, uncertain: 0 });
    expect(await desk.history.pending(operation, undefined, 9)).toEqual([never]);
    await desk.history.start(never, time);
    await desk.reader.cancel(never, ada, time);
    // As though the process were gone.
    desk.sql(`UPDATE operations SET pid = NULL WHERE id = ${operation}`);
    expect(await desk.reader.task(never)).toMatchObject({
      status: 'aborted',
      cancelAsked: true,
      error: { message: 'Cancelled by cancel-task; the process that ran it ended without closing it.' },
    });
    await expect(desk.history.takeUp(operation, { includeUncertain: true })).rejects.toMatchObject({
      code: 'task-ended',
      message: `Nothing is left to do of operation ${operation}.`,
    });
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
    desk.sql(`UPDATE tasks SET cancel_asked = 0 WHERE id = ${stopped}`);
    expect(await desk.audit.verify()).toMatchObject({ intact: false });
  });

  it('is refused while its process runs, where nothing is left, and of what there is not', async () => {
    const { operation, tasks } = await desk.openMany(1);
    const take = (id: string) => desk.history.takeUp(id, { includeUncertain: false });
    await expect(take(operation)).rejects.toMatchObject({
      code: 'task-ended',
      message: `Operation ${operation} still runs, in process ${process.pid}.`,
    });
    await desk.history.start(tasks[0] ?? '', time);
    await desk.history.markWriting(tasks[0] ?? '');
    await desk.history.close(tasks[0] ?? '', anEnd({ status: 'aborted' }));
    await expect(take(operation)).rejects.toMatchObject({
      code: 'task-ended',
      message: `Nothing is left to do of operation ${operation} but one task, of which it is not known whether it was done.`,
    });
    const single = await desk.history.open(anOperation());
    await desk.history.close(single.task, anEnd({ status: 'aborted' }));
    await expect(take(single.operation)).rejects.toMatchObject({ code: 'task-ended' });
    await expect(take('99')).rejects.toMatchObject({ code: 'operation-not-found' });
    await expect(take('x; DROP')).rejects.toMatchObject({ code: 'operation-not-found' });
  });
});
