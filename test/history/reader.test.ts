import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../src/history/history.ts';
import { statusOrder } from '../../src/history/operation-query.ts';
import { aDesk, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
/** Operation 1 (task 2) is done, 3 (4) failed, 5 (6) is a dry run, 7 (8 to 14) is about many; 15 (16) undoes 1. */
beforeAll(async () => {
  desk = aDesk();
  const { history } = desk;
  const first = await history.open(anOperation());
  await history.say(first.task, { time: '2030-01-01T00:00:01.500Z', message: 'Sessions ended: 2.' });
  await history.say(first.task, { time: '2030-01-01T00:00:01.600Z', message: 'Done.' });
  await history.close(first.task, anEnd());
  const second = await history.open(anOperation({ action: 'enable-identity', target: 'n***@e***.com' }));
  const error = { code: 'identity-not-found', message: 'Nobody has it.' };
  await history.close(
    second.task,
    anEnd({ status: 'failed', identityId: undefined, changed: undefined, error }),
  );
  const third = await history.open(anOperation({ dryRun: true, enqueued: '2030-02-01T00:00:00.000Z' }));
  await history.close(third.task, anEnd({ identityId: undefined }));
  const { tasks } = await desk.openMany(7, { enqueued: '2030-03-01T00:00:00.000Z', parameters: {} });
  for (const task of tasks.slice(0, 6))
    await history.start(task, `2030-03-01T00:00:${task.padStart(2, '0')}Z`);
  await history.close(tasks[0] ?? '', anEnd({ started: '2030-03-01T00:00:08Z', identityId: 'i8' }));
  const undoing = anOperation({
    action: 'enable-identity',
    undoes: '1',
    enqueued: '2030-04-01T00:00:00.000Z',
  });
  const { task } = await history.open(undoing);
  await history.close(task, anEnd({ started: '2030-04-01T00:00:01Z', completed: '2030-04-01T00:00:02Z' }));
  const dryUndo = await history.open({ ...undoing, dryRun: true });
  await history.close(dryUndo.task, anEnd());
});
afterAll(() => desk.leave());

const found = async (filter: object): Promise<string[]> => {
  const { operations } = await desk.reader.operations({ limit: 50, offset: 0, ...filter });
  return operations.map(({ id }) => id);
};

describe('operations', () => {
  it.each([
    [{}, ['1', '3', '5', '7', '15', '17']],
    [{ actions: ['enable-identity'] }, ['3', '15', '17']],
    [{ actions: ['enable-identity', 'disable-identity'], statuses: ['failed'] }, ['3']],
    [{ statuses: ['running'] }, ['7']],
    [{ statuses: ['pending'] }, []],
    [{ statuses: ['completed', 'failed'] }, ['1', '3', '5', '15', '17']],
    [{ target: 'n***@e***.com' }, ['3']],
    [{ target: 'p***6@e***.com' }, ['7']],
    [{ target: 'i8' }, ['7']],
    [{ target: "' OR 1=1 --" }, []],
    [{ since: '2030-02-01T00:00:00.000Z' }, ['5', '7', '15', '17']],
    [{ limit: 2, offset: 1 }, ['3', '5']],
  ])('that pass %j are %j', async (filter, ids) => {
    expect(await found(filter)).toEqual(ids);
  });

  it('say whether others follow', async () => {
    expect(await desk.reader.operations({ limit: 5, offset: 0 })).toMatchObject({ more: true });
    expect(await desk.reader.operations({ limit: 6, offset: 0 })).toMatchObject({ more: false });
  });

  it('have the times and the counts of their tasks', async () => {
    expect(await desk.reader.operation('7')).toMatchObject({
      many: true,
      status: 'running',
      counts: { completed: 1, running: 5, pending: 1 },
      taskIds: ['8', '9', '10', '11', '12', '13'],
      timing: {
        enqueued: '2030-03-01T00:00:00.000Z',
        started: '2030-03-01T00:00:08Z',
        completed: null,
      },
    });
    expect(await desk.reader.operation('3')).toMatchObject({
      many: false,
      status: 'failed',
      reason: 'a ticket',
      host: 'kratos.test',
      context: 'prod',
      timing: { started: '2030-01-01T00:00:01.000Z', completed: '2030-01-01T00:00:02.000Z' },
    });
  });

  it('know what undid them, and what they undo; a dry run undoes nothing', async () => {
    expect(await desk.reader.operation('1')).toMatchObject({ undoes: null, undoneBy: '15' });
    expect(await desk.reader.operation('15')).toMatchObject({ undoes: '1', undoneBy: null });
  });

  it('that there are not are operation-not-found', async () => {
    for (const id of ['2', '99', 'x', '', '1e0', '-1', '99999999999999999999']) {
      await expect(desk.reader.operation(id)).rejects.toMatchObject({ code: 'operation-not-found' });
    }
    await expect(desk.reader.tasksOf('2', undefined, 1)).rejects.toMatchObject({
      code: 'operation-not-found',
    });
  });

  it('have the status that comes first of those of their tasks', async () => {
    const other = aDesk();
    const { operation, tasks } = await other.openMany(2);
    const [one = '', two = ''] = tasks;
    const [row] = other.sql(`SELECT group_concat(id) AS ids FROM tasks`);
    expect(row).toEqual({ ids: `${one},${two}` });
    for (const [at, sooner] of statusOrder.entries()) {
      for (const later of statusOrder.slice(at)) {
        other.sql(`UPDATE tasks SET status = CASE id WHEN ${two} THEN '${sooner}' ELSE '${later}' END`);
        expect((await other.reader.operation(operation)).status).toBe(sooner);
        expect(await statusesThatFind(other)).toEqual([sooner]);
      }
    }
    other.leave();
  });
});

describe('tasks', () => {
  it('are as they were closed', async () => {
    expect(await desk.reader.task('2')).toEqual({
      id: '2',
      operation: '1',
      action: 'disable-identity',
      status: 'completed',
      target: 'g***@e***.com',
      identityId: '9f425a8d-7efc-4768-8f23-7647a74fdf13',
      changed: true,
      uncertain: false,
      cancelAsked: false,
      timing: {
        enqueued: '2030-01-01T00:00:00.000Z',
        started: '2030-01-01T00:00:01.000Z',
        completed: '2030-01-01T00:00:02.000Z',
      },
      error: null,
      results: { changed: true },
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
      requests: [{ id: 'r1', method: 'PATCH', path: '/admin/identities/x', status: 200 }],
    });
    expect(await desk.reader.task('4')).toMatchObject({
      error: { code: 'identity-not-found', message: 'Nobody has it.' },
      changed: null,
      identityId: null,
    });
  });

  it('of an operation come in order, a few at a time', async () => {
    const pages = [];
    for (const after of [undefined, '11', '14']) pages.push(await desk.reader.tasksOf('7', after, 4));
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([
      ['8', '9', '10', '11'],
      ['12', '13', '14'],
      [],
    ]);
  });

  it('have a log, in order', async () => {
    expect(await desk.reader.logOf('2')).toEqual([
      { time: '2030-01-01T00:00:01.500Z', message: 'Sessions ended: 2.' },
      { time: '2030-01-01T00:00:01.600Z', message: 'Done.' },
    ]);
    expect(await desk.reader.logOf('4')).toEqual([]);
  });

  it('that there are not are task-not-found', async () => {
    await expect(desk.reader.task('1')).rejects.toMatchObject({ code: 'task-not-found' });
    await expect(desk.reader.logOf('99')).rejects.toMatchObject({ code: 'task-not-found' });
  });
});

async function statusesThatFind({ reader }: Desk): Promise<Status[]> {
  const finding: Status[] = [];
  for (const status of statusOrder) {
    const { operations } = await reader.operations({ statuses: [status], limit: 1, offset: 0 });
    if (operations.length > 0) finding.push(status);
  }
  return finding;
}
