import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ada, aDesk, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
/**
 * Records 1 and 2 are of operation 1 and task 2, 3 of a read (3 and 4), 4 opens operation 5 about tasks 6 to 9, 5 closes
 * task 6, 6 cancels 7, 7 ends 8 and 9; 8 opens operation 10, whose task 11 runs.
 */
beforeEach(async () => {
  desk = aDesk();
  const { history, reader } = desk;
  await history.close((await history.open(anOperation())).task, anEnd());
  await history.close((await history.open(anOperation({ effect: 'read' }))).task, anEnd());
  const { operation, tasks } = await desk.openMany(4);
  await history.start(tasks[0] ?? '', 't');
  await history.close(tasks[0] ?? '', anEnd());
  await reader.cancel(tasks[1] ?? '', ada, '2030-01-01T00:00:03.000Z');
  await history.closePending(operation, 'aborted', '2030-01-01T00:00:04.000Z');
  await history.open(anOperation());
});
afterEach(() => desk.leave());

it('passes what is as it was written', async () => {
  expect(await desk.audit.verify()).toMatchObject({ intact: true, head: { number: 8 } });
});

describe('verifying finds', () => {
  it.each([
    ['a changed text', `UPDATE audit SET text = replace(text, 'ticket', 'whim') WHERE number = 1`, 1],
    ['a changed hash', `UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'f') WHERE number = 2`, 2],
    ['a record that is gone', 'DELETE FROM audit WHERE number = 3', 3],
    ['the first records gone', 'DELETE FROM audit WHERE number < 3', 1],
    ['the last record gone', 'DELETE FROM audit WHERE number = 8', 8],
    ['all records gone', 'DELETE FROM audit', 1],
    ['two records in each other’s place', 'UPDATE audit SET number = 3 - number + 100 WHERE number < 3', 1],
    ['a text that is no JSON', `UPDATE audit SET text = 'x' WHERE number = 4`, 4],
    ['an operation deleted', 'DELETE FROM operations WHERE id = 1', 1],
    ['a read deleted', 'DELETE FROM operations WHERE id = 3', 3],
    ['a task deleted', 'DELETE FROM tasks WHERE id = 2', 2],
    ['one of many tasks deleted', 'DELETE FROM tasks WHERE id = 8', 7],
    ['an operation with its tasks', 'DELETE FROM tasks WHERE operation = 5', 5],
    ['another reason', `UPDATE operations SET reason = 'whim' WHERE id = 1`, 1],
    ['another who', `UPDATE operations SET asker = replace(asker, 'ada', 'eve') WHERE id = 5`, 4],
    ['other parameters', `UPDATE operations SET parameters = 'x' WHERE id = 1`, 1],
    ['a write made a dry run', 'UPDATE operations SET dry_run = 1 WHERE id = 1', 1],
    ['another status', `UPDATE tasks SET status = 'failed' WHERE id = 2`, 2],
    ['an end undone', `UPDATE tasks SET status = 'running' WHERE id = 2`, 2],
    ['an end undone past its record', `UPDATE tasks SET status = 'running', record = NULL WHERE id = 2`, 2],
    ['another identity', `UPDATE tasks SET identity_id = 'other' WHERE id = 6`, 5],
    ['a change denied', 'UPDATE tasks SET changed = 0 WHERE id = 2', 2],
    ['other results', `UPDATE tasks SET results = '{}' WHERE id = 2`, 2],
    ['other changes', `UPDATE tasks SET changes = '[]' WHERE id = 4`, 3],
    ['another target', `UPDATE tasks SET target = 'x***' WHERE id = 7`, 6],
    ['a task that never ran made done', `UPDATE tasks SET status = 'completed' WHERE id = 9`, 7],
    ['a task that never ran given a change', 'UPDATE tasks SET changed = 1 WHERE id = 9', 7],
    ['a task of another operation', 'UPDATE tasks SET operation = 10 WHERE id = 6', 4],
    ['a row that refers to another record', 'UPDATE tasks SET record = 5 WHERE id = 2', 5],
    ['a row that refers to none', 'UPDATE tasks SET record = 0 WHERE id = 2', 2],
    ['a row that refers to what is not there', 'UPDATE tasks SET record = 99 WHERE id = 2', 99],
    ['an operation that refers to another record', 'UPDATE operations SET record = 4 WHERE id = 1', 1],
    ['a running task called done', `UPDATE tasks SET status = 'completed' WHERE id = 11`, 0],
    ['a record before the first', `INSERT INTO audit (number, text, hash) VALUES (0, 'x', 'y')`, 1],
    [
      'an operation before the first',
      `INSERT INTO operations (id, action, effect, dry_run, host, parameters, enqueued, record)
       VALUES (-9, 'x', 'read', 0, 'k', '{}', 't', 0)`,
      0,
    ],
    [
      'a task before the first',
      `INSERT INTO tasks (id, operation, status, record) VALUES (0, -9, 'completed', 0)`,
      0,
    ],
    [
      'a task put in',
      `INSERT INTO tasks (id, operation, status) VALUES (12, 10, 'completed') RETURNING id`,
      8,
    ],
    [
      'an operation put in',
      `INSERT INTO operations (id, action, effect, dry_run, host, parameters, enqueued, pid, machine)
       VALUES (12, 'x', 'write', 0, 'k', '{}', 't', 1, 'elsewhere')`,
      0,
    ],
  ])('%s', async (_, sql, number) => {
    desk.sql(sql);
    const verdict = await desk.audit.verify();
    expect(verdict).toEqual({ intact: false, number, problem: expect.stringMatching(/^[a-z].*[^.]$/) });
  });
});

describe('an end that was undone past idp is found, also once idp has told of what then stood there:', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ['running', `status = 'running'`, () => desk.reader.task('2')],
    ['running, and no record known', `status = 'running', record = NULL`, () => desk.reader.task('2')],
    ['asked to stop', `status = 'aborting'`, () => desk.reader.task('2')],
    ['pending', `status = 'pending'`, () => desk.reader.task('2')],
    ['pending, and taken back', `status = 'pending'`, () => desk.reader.cancel('2', ada, 't')],
  ])('%s', async (_, as, look) => {
    desk.sql(`UPDATE operations SET process_started = 'long ago' WHERE id = 1`);
    desk.sql(`UPDATE tasks SET ${as} WHERE id = 2`);
    await look().catch((error: unknown) => error);
    expect(await desk.audit.verify()).toEqual({
      intact: false,
      number: 9,
      problem: 'it tells of task 2 as if that had not ended before',
    });
  });

  it('done, and taken up to be done again', async () => {
    desk.sql(`UPDATE operations SET process_started = 'long ago' WHERE id = 5`);
    desk.sql(`UPDATE tasks SET status = 'aborted' WHERE id = 6`);
    await desk.history.takeUp('5', { includeUncertain: true });
    expect(await desk.audit.verify()).toMatchObject({ intact: false, number: 9 });
  });
});

describe('a head that was kept elsewhere', () => {
  it('is in the chain from then on', async () => {
    const heads = (await desk.records()).map(({ hash }) => hash);
    for (const hash of [...heads, '0'.repeat(64)]) {
      expect(await desk.audit.verify(hash)).toMatchObject({ intact: true });
    }
  });

  it('is no longer in a chain whose end was cut off with all that it told of', async () => {
    const { hash } = await desk.audit.head();
    desk.sql('DELETE FROM tasks WHERE id = 11');
    desk.sql('DELETE FROM operations WHERE id = 10');
    desk.sql('DELETE FROM audit WHERE number = 8');
    expect(await desk.audit.verify()).toMatchObject({ intact: true, head: { number: 7 } });
    expect(await desk.audit.verify(hash)).toEqual({
      intact: false,
      number: 7,
      problem: 'the head that was kept is not in the chain: it was cut or replaced since',
    });
  });

  it('is no longer in a chain that was written anew as a whole, which alone would pass', async () => {
    const { hash } = await desk.audit.head();
    desk.sql(`UPDATE operations SET reason = 'whim' WHERE id = 1`);
    rewriteChain((text) => text.replace('"a ticket"', '"whim"'));
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
    expect(await desk.audit.verify(hash)).toMatchObject({ intact: false });
  });
});

it('goes on while others write', async () => {
  const verifying = desk.audit.verify();
  await desk.history.close('11', anEnd());
  for (let n = 0; n < 20; n += 1)
    await desk.history.close((await desk.history.open(anOperation())).task, anEnd());
  expect(await verifying).toMatchObject({ intact: true });
});

/** What somebody with patience can do who may write to the file. */
function rewriteChain(change: (text: string) => string): void {
  let previous = '0'.repeat(64);
  for (const { number, text } of desk.sql('SELECT number, text FROM audit ORDER BY number')) {
    const record = JSON.parse(number === 1 ? change(String(text)) : String(text)) as object;
    const anew = JSON.stringify({ ...record, previous });
    previous = createHash('sha256').update(anew).digest('hex');
    desk.sql(
      `UPDATE audit SET text = '${anew.replaceAll("'", "''")}', hash = '${previous}' WHERE number = ${String(number)}`,
    );
  }
}
