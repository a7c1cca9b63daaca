import { closeTask } from './close-task.ts';
import type { HistoryFile } from './history-file.ts';
import type { History } from './history.ts';
import { openMany } from './open-many.ts';
import { openOne } from './open-one.ts';
import { takeUp } from './take-up.ts';
import {
  abortingTasks,
  closePendingTasks,
  markTaskWriting,
  pendingTasks,
  sayOfTask,
  startTask,
} from './task-progress.ts';

/** What a run writes, in the database of `file`. */
export function sqliteHistory(file: HistoryFile): History {
  return {
    open: async (operation) => openOne(file, operation),
    openMany: async (operation, targets, count) => openMany(file, operation, targets, count),
    pending: async (operation, after, limit) => pendingTasks(file, operation, after, limit),
    start: async (task, time) => startTask(file, task, time),
    markWriting: async (task) => markTaskWriting(file, task),
    say: async (task, line) => sayOfTask(file, task, line),
    cancelRequested: async (operation) => abortingTasks(file, operation),
    close: async (task, end) => closeTask(file, task, end),
    closePending: async (operation, status, time) => closePendingTasks(file, operation, status, time),
    takeUp: async (operation, options) => takeUp(file, operation, options),
  };
}
