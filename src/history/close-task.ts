import type { HistoryFile } from './history-file.ts';
import type { TaskEnd } from './history.ts';
import { taskRow } from './rows-by-id.ts';
import { tellTask } from './tell-of-rows.ts';

/**
 * How a task ended. What the process that did it says stands, also where somebody else took it for dead in the
 * meantime.
 */
export async function closeTask(file: HistoryFile, task: string, end: TaskEnd): Promise<void> {
  await file.write((db, tell) => {
    const { id } = taskRow(db, task);
    db.prepare(
      `UPDATE tasks SET status = ?, identity_id = ?, changed = ?, started = ?, completed = ?, error_code = ?,
         error_message = ?, results = ?, changes = ?, requests = ? WHERE id = ?`,
    ).run(
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
      id,
    );
    tellTask(db, tell, id, { time: end.completed, event: 'task-closed' });
  });
}
