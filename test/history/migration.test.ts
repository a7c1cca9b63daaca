import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../src/history/tables.ts';
import { aDesk, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
beforeEach(() => {
  desk = aDesk();
  const db = new DatabaseSync(desk.path);
  for (const statement of migrations[0] ?? []) db.exec(statement);
  db.exec(`
    INSERT INTO operations (id, action, effect, dry_run, actor, host, context, reason, parameters, enqueued) VALUES
      (1, 'get-identity', 'read', 0, 'ada@machine', 'k:4434', NULL, NULL, '{"email":"a***@e***.com"}', '2029-01-01T00:00:00.000Z'),
      (3, 'disable-identity', 'destroy', 0, 'ada@corp.example@machine', 'k:4434', 'prod', 'left', '{}', '2029-01-02T00:00:00.000Z');
    INSERT INTO tasks (id, operation, status, identity_id, changed, started, completed) VALUES
      (2, 1, 'completed', 'i1', NULL, '2029-01-01T00:00:01.000Z', '2029-01-01T00:00:02.000Z'),
      (4, 3, 'running', NULL, NULL, NULL, NULL);
    INSERT INTO numbers DEFAULT VALUES; INSERT INTO numbers (id) VALUES (4); DELETE FROM numbers;
    PRAGMA user_version = 1`);
  db.close();
});
afterEach(() => desk.leave());

test('what the first version wrote stays readable, and its numbers are not given again', async () => {
  const { operations } = await desk.reader.operations({ limit: 10, offset: 0 });
  expect(operations).toMatchObject([
    {
      id: '1',
      asker: { user: 'ada', machine: 'machine', from: null, door: 'cli', actor: null },
      status: 'completed',
      parameters: { email: 'a***@e***.com' },
      timing: { started: '2029-01-01T00:00:01.000Z', completed: '2029-01-01T00:00:02.000Z' },
      taskIds: ['2'],
    },
    { id: '3', asker: { user: 'ada@corp.example', machine: 'machine' }, reason: 'left', taskIds: ['4'] },
  ]);
  expect(await desk.reader.task('2')).toMatchObject({ identityId: 'i1', results: {}, changes: [] });
  expect(await desk.history.open(anOperation())).toEqual({ operation: '5', task: '6' });
});

test('what the first version left running is aborted, because no process is known that runs it', async () => {
  expect(await desk.reader.task('4')).toMatchObject({
    status: 'aborted',
    error: { message: 'The process that ran it ended without closing it.' },
  });
});

test('the audit chain begins by saying how much of history is older', async () => {
  const { task } = await desk.history.open(anOperation());
  await desk.history.close(task, anEnd());
  const [first] = await desk.records();
  expect(first).toMatchObject({ number: 1, event: 'chain-begun', after: '4', previous: '0'.repeat(64) });
  expect(await desk.audit.verify()).toMatchObject({ intact: true });
});

test('what is put in later cannot pass for what is older than the chain', async () => {
  await desk.history.open(anOperation());
  desk.sql(
    `INSERT INTO operations (id, action, effect, dry_run, host, parameters, enqueued, record)
     VALUES (90, 'get-identity', 'read', 0, 'k', '{}', '2029', 0)`,
  );
  expect(await desk.audit.verify()).toEqual({
    intact: false,
    number: 0,
    problem: 'operation 90 is in history, and no record tells of it',
  });
});
