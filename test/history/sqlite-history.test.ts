import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statuses, type NewOperation } from '../../src/history/history.ts';
import { ada, aHistory } from './a-history.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-history-'));
  file = join(folder, 'idp', 'history.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const operation: NewOperation = {
  action: 'get-identity',
  effect: 'read',
  dryRun: false,
  asker: ada,
  host: '127.0.0.1:4434',
  context: null,
  reason: undefined,
  parameters: {},
  enqueued: '2030-01-01T00:00:00.000Z',
};

function rows(sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

it('a task has one of these states', () => {
  expect(statuses).toEqual([
    'pending',
    'running',
    'completed',
    'failed',
    'cancelled',
    'aborting',
    'aborted',
    'error',
  ]);
});

describe('the history in SQLite', () => {
  it('draws the numbers of operations and tasks from one sequence', async () => {
    const history = aHistory(file);
    expect(await history.open(operation)).toEqual({ operation: '1', task: '2' });
    expect(await history.open(operation)).toEqual({ operation: '3', task: '4' });
  });

  it('never gives a number twice, also when the process starts anew', async () => {
    await aHistory(file).open(operation);
    expect(await aHistory(file).open(operation)).toEqual({ operation: '3', task: '4' });
  });

  it('keeps a task as running until it is closed, then how it ended', async () => {
    const history = aHistory(file);
    const { task } = await history.open(operation);
    expect(rows('SELECT status FROM tasks')).toEqual([{ status: 'running' }]);
    await history.close(task, {
      status: 'failed',
      identityId: 'i1',
      changed: true,
      started: '2030-01-01T00:00:01.000Z',
      completed: '2030-01-01T00:00:02.000Z',
      error: { code: 'timeout', message: 'Kratos did not answer.' },
      results: { sessions: 2 },
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
      requests: [{ id: 'r1', method: 'PATCH', path: '/admin/identities/i1', status: null }],
    });
    expect(rows('SELECT * FROM tasks')).toEqual([
      {
        id: 2,
        operation: 1,
        status: 'failed',
        identity_id: 'i1',
        changed: 1,
        started: '2030-01-01T00:00:01.000Z',
        completed: '2030-01-01T00:00:02.000Z',
        error_code: 'timeout',
        error_message: 'Kratos did not answer.',
        target: null,
        writing: 0,
        cancel_asked: 0,
        results: '{"sessions":2}',
        changes: '[{"name":"state","before":"active","after":"inactive"}]',
        requests: '[{"id":"r1","method":"PATCH","path":"/admin/identities/i1","status":null}]',
        record: 1,
      },
    ]);
  });

  it('is readable by its owner only, like the folder that it makes', async () => {
    await aHistory(file).open(operation);
    const modes = ['history.db', 'history.db-wal', 'history.db-shm', '.'].map((name) =>
      (statSync(join(folder, 'idp', name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['600', '600', '600', '700']);
  });

  it('says history-unavailable where its file is no database', async () => {
    rmSync(folder, { recursive: true });
    file = join(mkdtempSync(join(tmpdir(), 'idp-history-')), 'history.db');
    folder = join(file, '..');
    writeFileSync(
      file,
      'this is no database, but long enough to be read as the header of one, or so it seems\n'.repeat(9),
    );
    await expect(aHistory(file).open(operation)).rejects.toMatchObject({
      code: 'history-unavailable',
      message: `History cannot be written to ${file}: file is not a database.`,
    });
  });

  it('refuses a file that a newer version has written', async () => {
    await aHistory(file).open(operation);
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(aHistory(file).open(operation)).rejects.toMatchObject({
      code: 'history-unavailable',
      message: `History cannot be written to ${file}: the database is of version 99, and this idp knows versions up to 3: use a newer idp or another data folder.`,
    });
  });
});
