import type { Database } from '../sqlite/database.ts';
import { operationFields } from './audit-fields.ts';
import { Broken } from './broken-chain.ts';
import { firstDifference } from './first-difference.ts';
import type { HistoryFile } from './history-file.ts';
import { inPages } from './in-pages.ts';
import type { OperationRow } from './rows.ts';
import { unfinished } from './tables.ts';
import { isToldAtItsEnd, tasksOfOperation } from './tell-of-rows.ts';
import { readTold } from './told.ts';
import type { VerifiedChain } from './verify-chain.ts';

/** Every operation in history is as the record says that tells of it. */
export async function verifyOperations(file: HistoryFile, { after }: VerifiedChain): Promise<void> {
  await inPages(
    file,
    'SELECT id AS number, * FROM operations WHERE id > ? ORDER BY id LIMIT ?',
    (found, db) => {
      const row = found as unknown as OperationRow;
      if (row.record === null) requireUnfinished(db, row);
      else if (row.record === 0) requireOlder('operation', row.id, after);
      else requireAsTold(db, row, row.record);
    },
  );
}

/** Fails for what says that it is older than the chain, and is not. */
export function requireOlder(what: 'operation' | 'task', id: number, after: number): void {
  if (id > 0 && id <= after) return;
  throw new Broken(0, `${what} ${id} is in history, and no record tells of it`);
}

/** What only reads is told of at its end, and an operation of many tasks once all of them are written down. */
function requireUnfinished(db: Database, row: OperationRow): void {
  const tasks = tasksOfOperation(db, row.id);
  const left = db.prepare(`SELECT 1 FROM tasks WHERE operation = ? AND ${unfinished} LIMIT 1`).get(row.id);
  const isGoingOn = left !== undefined || (tasks === 0 && row.many === 1);
  if (isGoingOn && (row.many === 1 || isToldAtItsEnd(row))) return;
  throw new Broken(0, `operation ${row.id} is in history, and no record tells of it`);
}

function requireAsTold(db: Database, row: OperationRow, record: number): void {
  const text = db.prepare('SELECT text FROM audit WHERE number = ?').get(record)?.['text'];
  if (text === undefined) throw new Broken(record, `it is missing: operation ${row.id} refers to it`);
  const told = readTold(String(text));
  if (told?.operation !== row.id) {
    throw new Broken(record, `operation ${row.id} refers to it, and it tells of something else`);
  }
  const different = firstDifference(told.record['operation'], () =>
    operationFields(row, tasksOfOperation(db, row.id)),
  );
  if (different === undefined) return;
  throw new Broken(record, `operation ${row.id} is not in history as this record tells it: ${different}`);
}
