import type { Database } from '../sqlite/database.ts';
import { setTogether } from './end-tasks.ts';
import type { HistoryFile } from './history-file.ts';
import type { TaskLogLine } from './history.ts';
import { taskRow } from './rows-by-id.ts';
import { unfinished } from './tables.ts';

/** Pending tasks in order; none while the operation is still being written down. */
export function pendingTasks(
  file: HistoryFile,
  operation: string,
  after: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  return file.read((db) =>
    ids(
      db
        .prepare(
          `SELECT id FROM tasks WHERE operation = ? AND status = 'pending' AND id > ? AND ${isOpened}
           ORDER BY id LIMIT ?`,
        )
        .all(Number(operation), Number(after ?? 0), limit),
    ),
  );
}

/** pending → running; false where it was not pending. */
export function startTask(file: HistoryFile, task: string, time: string): Promise<boolean> {
  return file.write((db) => {
    const { changes } = db
      .prepare(
        `UPDATE tasks SET status = 'running', started = ? WHERE id = ? AND status = 'pending' AND ${isOpened}`,
      )
      .run(time, Number(task));
    return changes === 1;
  });
}

export async function markTaskWriting(file: HistoryFile, task: string): Promise<void> {
  await file.write((db) => db.prepare('UPDATE tasks SET writing = 1 WHERE id = ?').run(taskRow(db, task).id));
}

export async function sayOfTask(
  file: HistoryFile,
  task: string,
  { time, message }: TaskLogLine,
): Promise<void> {
  await file.write((db) =>
    db
      .prepare('INSERT INTO task_log (task, time, message) VALUES (?, ?, ?)')
      .run(taskRow(db, task).id, time, message),
  );
}

/** Running tasks that somebody asked to cancel. */
export function abortingTasks(file: HistoryFile, operation: string): Promise<readonly string[]> {
  return file.read((db) =>
    ids(
      db
        .prepare(
          `SELECT id FROM tasks WHERE operation = ? AND ${unfinished} AND status = 'aborting' ORDER BY id`,
        )
        .all(Number(operation)),
    ),
  );
}

/** What never ran ends together. Gives how many there were. */
export function closePendingTasks(
  file: HistoryFile,
  operation: string,
  status: 'aborted' | 'cancelled',
  time: string,
): Promise<number> {
  return file.write((db, tell) =>
    setTogether(db, tell, Number(operation), `status = 'pending'`, {
      event: 'tasks-ended',
      time,
      status,
      error: { code: status, message: neverRan[status] },
    }),
  );
}

const neverRan = {
  aborted: 'The run ended before this task began.',
  cancelled: 'It was taken back before it began.',
};

const isOpened = '(SELECT record FROM operations WHERE operations.id = tasks.operation) IS NOT NULL';

const ids = (rows: ReturnType<ReturnType<Database['prepare']>['all']>): string[] =>
  rows.map((row) => String(row['id']));
