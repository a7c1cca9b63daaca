import { IdpError } from '../errors/idp-error.ts';
import type { Database } from '../sqlite/database.ts';
import type { OperationRow, TaskRow } from './rows.ts';

/** Fails with operation-not-found, also for what is no number. */
export function operationRow(db: Database, id: string | number): OperationRow {
  const row = numbered(id) && db.prepare('SELECT * FROM operations WHERE id = ?').get(Number(id));
  if (row === undefined || row === false) {
    throw new IdpError('operation-not-found', `There is no operation ${JSON.stringify(String(id))}.`);
  }
  return row as unknown as OperationRow;
}

/** Fails with task-not-found, also for what is no number. */
export function taskRow(db: Database, id: string | number): TaskRow {
  const row = numbered(id) && db.prepare('SELECT * FROM tasks WHERE id = ?').get(Number(id));
  if (row === undefined || row === false) {
    throw taskNotFound(id);
  }
  return row as unknown as TaskRow;
}

export const taskNotFound = (id: string | number): IdpError =>
  new IdpError('task-not-found', `There is no task ${JSON.stringify(String(id))}.`);

const numbered = (id: string | number): boolean => /^[1-9]\d{0,14}$/.test(String(id));
