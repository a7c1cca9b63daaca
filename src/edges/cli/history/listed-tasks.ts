import type { HistoryReader, OperationRecord, TaskRecord } from '../../../history/history-reader.ts';
import type { Status } from '../../../history/history.ts';
import { taskCount } from './task-counts.ts';

/**
 * The tasks of an operation that are worth a look: at most `limit`, what did not go well first, each kind in order.
 * Read a page at a time, so that an operation on a million targets takes no more memory than one on fifty.
 */
export async function listedTasks(
  reader: HistoryReader,
  operation: OperationRecord,
  limit: number,
): Promise<readonly TaskRecord[]> {
  const bad = badStatuses.reduce((sum, status) => sum + (operation.counts[status] ?? 0), 0);
  const wanted = Math.min(bad, limit);
  const others = Math.min(taskCount(operation) - bad, limit - wanted);
  const found: { bad: TaskRecord[]; other: TaskRecord[] } = { bad: [], other: [] };
  let after: string | undefined;
  for (;;) {
    const page = await reader.tasksOf(operation.id, after, pageSize);
    for (const task of page) {
      const kind = badStatuses.includes(task.status) ? 'bad' : 'other';
      if (found[kind].length < limit) found[kind].push(task);
    }
    after = page.at(-1)?.id;
    const enough = found.bad.length >= wanted && found.other.length >= others;
    if (enough || page.length < pageSize) return [...found.bad, ...found.other].slice(0, limit);
  }
}

const badStatuses: readonly Status[] = ['failed', 'error', 'aborted', 'aborting'];

const pageSize = 1000;
