import type { HistoryFile } from './history-file.ts';
import type { TaskEnd } from './history.ts';
import { taskNotFound } from './rows-by-id.ts';
import type { TaskRow } from './rows.ts';
import { tellTask } from './tell-of-rows.ts';

/**
 * How a task ended. What the process that did it says stands, also where somebody else took it for dead in the
 * meantime.
 */
export async function closeTask(file: HistoryFile, task: string, end: TaskEnd): Promise<void> {
  await file.write((db, tell) => {
    const row = db
      .prepare(
        `UPDATE tasks SET status = ?, identity_id = ?, changed = ?, started = ?, completed = ?, error_code = ?,
           error_message = ?, results = ?, changes = ?, requests = ? WHERE id = ? RETURNING *`,
      )
      .get(
        end.status,
        end.identityId ?? null,
        end.changed === undefined ? null : Number(end.changed),
        end.started,
        end.completed,
        end.error?.code ?? null,
        end.error?.message ?? null,
        JSON.stringify(end.results),
        JSON.stringify(end.changes),
        JSON.stringify(end.requests),
        Number(task),
      );
    if (row === undefined) throw taskNotFound(task);
    tellTask(db, tell, row as unknown as TaskRow, { time: end.completed, event: 'task-closed' });
    // What opened it has decided how well it is to be kept.
  }, 'fleeting');
}
