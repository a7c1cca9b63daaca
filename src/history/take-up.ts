import { IdpError } from '../errors/idp-error.ts';
import type { Database } from '../sqlite/database.ts';
import { setTogether } from './end-tasks.ts';
import type { HistoryFile } from './history-file.ts';
import type { TakeUpOptions } from './history.ts';
import { operationRow } from './rows-by-id.ts';
import type { OperationRow } from './rows.ts';
import { endAbandoned, isRunByAProcess } from './sweep.ts';
import { unfinished } from './tables.ts';
import { tasksOfOperation } from './tell-of-rows.ts';

/** Makes pending again, for this process, what an interrupted operation left, but for what somebody cancelled; see History. */
export function takeUp(
  file: HistoryFile,
  operation: string,
  { includeUncertain, includeFailed = false }: TakeUpOptions,
): Promise<{ readonly pending: number; readonly uncertain: number; readonly firstTask: string }> {
  const { world } = file;
  const runner = world.processes.own();
  return file.write((db, tell) => {
    const row = operationRow(db, operation);
    requireWhole(db, row);
    if (countTasks(db, row.id, unfinished) > 0) {
      if (isRunByAProcess(row, world)) {
        throw new IdpError('task-ended', `Operation ${row.id} still runs, in process ${row.pid}.`, {
          hint: `Watch it with idp show-operation ${row.id}.`,
        });
      }
      endAbandoned(db, tell, row, world);
    }
    const wanted = includeFailed ? stopped : aborted;
    const pending = setTogether(db, tell, row.id, includeUncertain ? wanted : `${wanted} AND writing = 0`, {
      event: 'operation-taken-up',
      time: world.now().toISOString(),
      by: world.asker,
      status: 'pending',
      error: null,
    });
    const uncertain = countTasks(db, row.id, `${aborted} AND writing = 1`);
    if (pending === 0) throw nothingLeft(row, uncertain);
    db.prepare('UPDATE operations SET pid = ?, process_started = ?, machine = ? WHERE id = ?').run(
      runner.pid,
      runner.started,
      runner.machine,
      row.id,
    );
    return { pending, uncertain, firstTask: String(row.first_task) };
  });
}

// What somebody cancelled stays so.
const aborted = `status = 'aborted' AND cancel_asked = 0`;
const stopped = `status IN ('aborted', 'failed') AND cancel_asked = 0`;

function requireWhole(db: Database, row: OperationRow): void {
  if (row.many === 0) {
    throw new IdpError('task-ended', `Operation ${row.id} was a single run, which is not taken up.`, {
      hint: 'Run the action again.',
    });
  }
  if (tasksOfOperation(db, row.id) === row.targets) return;
  throw new IdpError(
    'task-ended',
    `Operation ${row.id} was interrupted while it was being written down: nothing of it was begun, and not all of its targets are known.`,
    { hint: 'Run the action again, with all of them.' },
  );
}

function nothingLeft({ id }: OperationRow, uncertain: number): IdpError {
  if (uncertain === 0)
    return new IdpError('task-ended', `Nothing is left to do of operation ${id}.`, {
      hint: `See what it did with idp show-operation ${id}.`,
    });
  const tasks =
    uncertain === 1
      ? 'one task, of which it is not known whether it was done'
      : `${uncertain} tasks, of which it is not known whether they were done`;
  return new IdpError('task-ended', `Nothing is left to do of operation ${id} but ${tasks}.`, {
    hint: 'Look at those; they are repeated only if you say so.',
    details: { uncertain },
  });
}

function countTasks(db: Database, operation: number, where: string): number {
  const row = db.prepare(`SELECT count(*) AS n FROM tasks WHERE operation = ? AND ${where}`).get(operation);
  return Number(row?.['n']);
}
