import type { Database } from '../sqlite/database.ts';
import type { NewOperation } from './history.ts';
import type { ProcessMark } from './processes.ts';

/** Writes an operation down, with numbers for it and, after it, for its tasks one after the other. */
export function insertOperation(
  db: Database,
  operation: NewOperation,
  of: { readonly many: boolean; readonly targets: number; readonly runner: ProcessMark },
): { readonly id: number; readonly firstTask: number } {
  const id = nextNumbers(db, 1 + of.targets);
  db.prepare(
    `INSERT INTO operations (id, action, effect, dry_run, asker, host, context, reason, parameters, enqueued, undoes,
       many, first_task, targets, pid, process_started, machine)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    operation.action,
    operation.effect,
    operation.dryRun ? 1 : 0,
    JSON.stringify(operation.asker),
    operation.host,
    operation.context,
    operation.reason ?? null,
    JSON.stringify(operation.parameters),
    operation.enqueued,
    operation.undoes === undefined ? null : Number(operation.undoes),
    of.many ? 1 : 0,
    id + 1,
    of.targets,
    of.runner.pid,
    of.runner.started,
    of.runner.machine,
  );
  return { id, firstTask: id + 1 };
}

/** The first of `count` numbers in a row. Operations and tasks share one sequence, and no number is given twice. */
function nextNumbers(db: Database, count: number): number {
  const first = Number(db.prepare('INSERT INTO numbers DEFAULT VALUES').run().lastInsertRowid);
  if (count > 1) db.prepare('INSERT INTO numbers (id) VALUES (?)').run(first + count - 1);
  db.prepare('DELETE FROM numbers').run();
  return first;
}
