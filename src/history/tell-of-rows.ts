import type { Database } from '../sqlite/database.ts';
import type { Tell } from './audit-chain.ts';
import { operationFields, taskFields } from './audit-fields.ts';
import type { OperationRow, TaskRow } from './rows.ts';
import { operationRow } from './rows-by-id.ts';

/** Tells of an operation as its row has it, and notes in the row where in the chain that stands. */
export function tellOperation(db: Database, tell: Tell, id: number, time: string): void {
  const number = tell({
    time,
    event: 'operation-opened',
    operation: fieldsOfOperation(db, operationRow(db, id)),
  });
  markOperation(db, id, number);
}

/**
 * The same of a task. Where nothing tells of its operation yet, this record does it too: a read is one record, written
 * at its end.
 */
export function tellTask(
  db: Database,
  tell: Tell,
  row: TaskRow,
  telling: { readonly event: string; readonly time: string; readonly by?: unknown },
): void {
  const operation = operationRow(db, row.operation);
  const untold = operation.record === null;
  const number = tell({
    ...telling,
    ...(untold ? { operation: fieldsOfOperation(db, operation) } : {}),
    task: taskFields(row),
  });
  if (untold) markOperation(db, operation.id, number);
  db.prepare('UPDATE tasks SET record = ? WHERE id = ?').run(number, row.id);
}

export const tasksOfOperation = (db: Database, operation: number): number =>
  Number(db.prepare('SELECT count(*) AS n FROM tasks WHERE operation = ?').get(operation)?.['n']);

/** Whether an operation of one task is told of at its end only: it changes nothing, so there is nothing to tell sooner. */
export const toldAtItsEnd = (operation: { readonly effect: string; readonly dryRun: boolean }): boolean =>
  operation.effect === 'read' || operation.dryRun;

export const isToldAtItsEnd = (row: OperationRow): boolean =>
  row.many === 0 && toldAtItsEnd({ effect: row.effect, dryRun: row.dry_run === 1 });

function fieldsOfOperation(db: Database, row: OperationRow): Record<string, unknown> {
  return operationFields(row, row.many === 0 ? 1 : tasksOfOperation(db, row.id));
}

function markOperation(db: Database, id: number, record: number): void {
  db.prepare('UPDATE operations SET record = ? WHERE id = ?').run(record, id);
}
