import { IdpError } from '../errors/idp-error.ts';
import type { HistoryFile } from './history-file.ts';
import type { TaskRecord } from './history-reader.ts';
import type { Asker } from './history.ts';
import { taskRecord } from './read-records.ts';
import { operationRow, taskRow } from './rows-by-id.ts';
import { sweep } from './sweep.ts';
import { tellTask } from './tell-of-rows.ts';

/**
 * A pending task is cancelled; a running one is asked to stop, which its process heeds. Asked twice, it is as asked
 * once. Fails with task-not-found or task-ended.
 */
export async function cancelTask(
  file: HistoryFile,
  task: string,
  by: Asker,
  time: string,
): Promise<TaskRecord> {
  await sweep(file);
  return file.write((db, tell) => {
    const { id, status } = taskRow(db, task);
    if (status === 'pending') {
      db.prepare(
        `UPDATE tasks SET status = 'cancelled', completed = ?, error_code = 'cancelled', error_message = ?
         WHERE id = ?`,
      ).run(time, 'It was cancelled before it began.', id);
      tellTask(db, tell, taskRow(db, id), { event: 'task-cancelled', time, by });
    } else if (status === 'running') {
      db.prepare(`UPDATE tasks SET status = 'aborting', cancel_asked = 1 WHERE id = ?`).run(id);
      tellTask(db, tell, taskRow(db, id), { event: 'cancel-asked', time, by });
    } else if (status !== 'aborting') {
      throw new IdpError('task-ended', `Task ${id} has ended: ${status}.`, {
        hint: `Look at it with idp show-task ${id}.`,
      });
    }
    const row = taskRow(db, id);
    return taskRecord(row, operationRow(db, row.operation));
  });
}
