import type { Database } from '../sqlite/database.ts';
import type { Tell } from './audit-chain.ts';
import { operationFields, taskFields } from './audit-fields.ts';
import type { OperationRow } from './rows.ts';
import { operationRow, taskRow } from './rows-by-id.ts';

/** Tells of an operation as its row has it, and notes in the row where in the chain that stands. */
export function tellOperation(db: Database, tell: Tell, id: number, time: string): void {
  const number = tell({ time, event: 'operation-opened', operation: fieldsOfOperation(db, id) });
  markOperation(db, id, number);
}

/**
 * The same of a task. Where nothing tells of its operation yet, this record does it too: a read is one record, written
 * at its end.
 */
export function tellTask(
  db: Database,
  tell: Tell,
  id: number,
  telling: { readonly event: string; readonly time: string; readonly by?: unknown },
): void {
  const row = taskRow(db, id);
  const operation = operationRow(db, row.operation);
  const untold = operation.record === null;
  const number = tell({
    ...telling,
    ...(untold ? { operation: fieldsOfOperation(db, operation.id) } : {}),
    task: taskFields(row),
  });
  if (untold) markOperation(db, operation.id, number);
  db.prepare('UPDATE tasks SET record = ? WHERE id = ?').run(number, id);
}

export const tasksOfOperation = (db: Database, operation: number): number =>
  Number(db.prepare('SELECT count(*) AS n FROM tasks WHERE operation = ?').get(operation)?.['n']);

/** Whether what an operation does is told at its end only: it changes nothing, so there is nothing to be told of sooner. */
export const toldAtItsEnd = (row: Pick<OperationRow, 'effect' | 'dry_run' | 'many'>): boolean =>
  row.many === 0 && (row.effect === 'read' || row.dry_run === 1);

function fieldsOfOperation(db: Database, id: number): Record<string, unknown> {
  return operationFields(operationRow(db, id), tasksOfOperation(db, id));
}

function markOperation(db: Database, id: number, record: number): void {
  db.prepare('UPDATE operations SET record = ? WHERE id = ?').run(record, id);
}
