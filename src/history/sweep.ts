import { IdpError } from '../errors/idp-error.ts';
import type { Database } from '../sqlite/database.ts';
import type { Tell } from './audit-chain.ts';
import { setTogether } from './end-tasks.ts';
import type { HistoryFile, HistoryWorld } from './history-file.ts';
import { taskRow } from './rows-by-id.ts';
import type { OperationRow } from './rows.ts';
import type { ProcessMark } from './processes.ts';
import { unfinished } from './tables.ts';
import { isToldAtItsEnd, tellOperation, tellTask } from './tell-of-rows.ts';

/** Ends, as aborted, what processes of this machine left behind that run no more. Every look begins with it. */
export async function sweep(file: HistoryFile): Promise<void> {
  const found = await file.read((db) => abandoned(db, file.world));
  if (found.length === 0) return;
  try {
    await file.write((db, tell) => {
      for (const operation of abandoned(db, file.world)) endAbandoned(db, tell, operation, file.world);
    });
  } catch (error) {
    // A read-only copy or a full disk can be looked at all the same, as it is.
    if (!(error instanceof IdpError && error.code === 'history-unavailable')) throw error;
  }
}

/** Whether the process that runs it is still there. One from before processes were recorded is not. */
export function isRunByAProcess(
  operation: Pick<OperationRow, 'pid' | 'process_started' | 'machine'>,
  { processes }: HistoryWorld,
): boolean {
  if (operation.pid === null || operation.machine === null) return false;
  const mark: ProcessMark = {
    pid: operation.pid,
    started: operation.process_started,
    machine: operation.machine,
  };
  return processes.isAlive(mark);
}

/** Ends, as aborted, what is unfinished of one operation; its process is known to be gone. */
export function endAbandoned(db: Database, tell: Tell, operation: OperationRow, world: HistoryWorld): void {
  const time = world.now().toISOString();
  const by = world.asker;
  if (operation.record === null && !isToldAtItsEnd(operation)) tellOperation(db, tell, operation.id, time);
  const begun = db.prepare(
    `SELECT id, status FROM tasks WHERE operation = ? AND ${unfinished} AND status <> 'pending' ORDER BY id`,
  );
  const end = db.prepare(
    `UPDATE tasks SET status = 'aborted', completed = ?, error_code = 'aborted', error_message = ? WHERE id = ?`,
  );
  for (const row of begun.all(operation.id)) {
    const id = Number(row['id']);
    end.run(time, row['status'] === 'aborting' ? cancelledAndAbandoned : abandonment, id);
    tellTask(db, tell, taskRow(db, id), { event: 'task-found-dead', time, by });
  }
  setTogether(db, tell, operation.id, `status = 'pending'`, {
    event: 'tasks-found-dead',
    time,
    by,
    status: 'aborted',
    error: { code: 'aborted', message: abandonment },
  });
}

const abandonment = 'The process that ran it ended without closing it.';
const cancelledAndAbandoned = 'Cancelled by cancel-task; the process that ran it ended without closing it.';

function abandoned(db: Database, world: HistoryWorld): OperationRow[] {
  // From operation to operation through the index: one may have a million tasks that are not finished.
  const rows = db
    .prepare(
      `WITH RECURSIVE underway (id) AS (
         SELECT min(operation) FROM tasks WHERE ${unfinished}
         UNION ALL
         SELECT (SELECT min(operation) FROM tasks WHERE ${unfinished} AND operation > underway.id)
         FROM underway WHERE underway.id IS NOT NULL)
       SELECT * FROM operations WHERE record IS NULL OR id IN (SELECT id FROM underway) ORDER BY id`,
    )
    .all() as unknown as OperationRow[];
  return rows.filter((row) => !isRunByAProcess(row, world));
}
