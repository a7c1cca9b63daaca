import type { Database } from '../sqlite/database.ts';
import { cancelTask } from './cancel-task.ts';
import type { HistoryFile } from './history-file.ts';
import type { HistoryReader } from './history-reader.ts';
import type { TaskLogLine } from './history.ts';
import { selectOperations } from './operation-query.ts';
import { operationRecord, taskRecord, undoingsOf } from './read-records.ts';
import { operationRow, taskRow } from './rows-by-id.ts';
import type { TaskRow } from './rows.ts';
import { sweep } from './sweep.ts';

/** What is looked at, in the database of `file`. */
export function sqliteHistoryReader(file: HistoryFile): HistoryReader {
  const look = async <T>(work: (db: Database) => T): Promise<T> => {
    await sweep(file);
    return file.read(work);
  };
  return {
    operations: async (filter) =>
      look((db) => {
        const rows = selectOperations(db, filter);
        return {
          operations: rows.slice(0, filter.limit).map((row) => operationRecord(db, row)),
          more: rows.length > filter.limit,
        };
      }),
    operation: async (id) => look((db) => operationRecord(db, operationRow(db, id))),
    undoingsOf: async (id) => look((db) => undoingsOf(db, operationRow(db, id).id)),
    tasksOf: async (operation, after, limit) =>
      look((db) => {
        const row = operationRow(db, operation);
        // Its tasks have numbers in a row: read by those, without sorting all of a million for each page.
        const first = row.first_task ?? 0;
        const tasks = db
          .prepare('SELECT * FROM tasks WHERE +operation = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?')
          .all(
            row.id,
            Math.max(first, Number(after ?? 0) + 1),
            first + row.targets,
            limit,
          ) as unknown as TaskRow[];
        return tasks.map((task) => taskRecord(task, row));
      }),
    task: async (id) =>
      look((db) => {
        const row = taskRow(db, id);
        return taskRecord(row, operationRow(db, row.operation));
      }),
    // What a task said is the same, whether its process still runs or not.
    logOf: async (task) =>
      file.read((db) => {
        const lines = db.prepare('SELECT time, message FROM task_log WHERE task = ? ORDER BY rowid');
        return lines.all(taskRow(db, task).id).map((row) => ({ ...row }) as unknown as TaskLogLine);
      }),
    cancel: async (task, by, time) => cancelTask(file, task, by, time),
  };
}
