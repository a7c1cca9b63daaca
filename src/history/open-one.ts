import type { HistoryFile } from './history-file.ts';
import type { NewOperation } from './history.ts';
import { insertOperation } from './insert-operation.ts';
import { tellOperation, toldAtItsEnd } from './tell-of-rows.ts';

/** An operation of one task, which runs at once. */
export function openOne(
  file: HistoryFile,
  operation: NewOperation,
): Promise<{ readonly operation: string; readonly task: string }> {
  const runner = file.world.processes.own();
  const told = toldAtItsEnd(operation) ? 'fleeting' : undefined;
  return file.write((db, tell) => {
    const { id, firstTask } = insertOperation(db, operation, { many: false, targets: 1, runner });
    db.prepare(`INSERT INTO tasks (id, operation, status, target) VALUES (?, ?, 'running', ?)`).run(
      firstTask,
      id,
      operation.target ?? null,
    );
    if (told === undefined) tellOperation(db, tell, id, operation.enqueued);
    return { operation: String(id), task: String(firstTask) };
  }, told);
}
