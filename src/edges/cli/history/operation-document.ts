import type { HistoryReader, OperationRecord, TaskRecord } from '../../../history/history-reader.ts';
import { summaryOf } from './summary.ts';
import { countsInWords, taskCount } from './task-counts.ts';
import { taskDocument } from './task-document.ts';

/** An operation as data, with the tasks given: Juju's tree, and who asked for what of which Kratos, and why. */
export async function operationDocument(
  reader: HistoryReader,
  operation: OperationRecord,
  tasks: readonly TaskRecord[],
) {
  const documents = await Promise.all(
    tasks.map(async (task) => {
      const { operation: _operation, task: _task, ...rest } = taskDocument(task, await reader.logOf(task.id));
      return [task.id, rest] as const;
    }),
  );
  return {
    operation: operation.id,
    summary: await summaryOf(reader, operation),
    status: operation.status,
    ...whyOf(operation, tasks),
    action: { name: operation.action, parameters: operation.parameters },
    effect: operation.effect,
    'dry-run': operation.dryRun,
    asker: operation.asker,
    host: operation.host,
    context: operation.context,
    reason: operation.reason,
    undoes: operation.undoes,
    'undone-by': operation.undoneBy,
    timing: operation.timing,
    counts: operation.counts,
    tasks: Object.fromEntries(documents),
    ...(tasks.length < taskCount(operation)
      ? { 'tasks-not-listed': taskCount(operation) - tasks.length }
      : {}),
  };
}

export type OperationDocument = Awaited<ReturnType<typeof operationDocument>>;

/** `fail`, or `error` for what never ran, in Juju's words: the reason of a single task, or how many went which way. */
function whyOf(operation: OperationRecord, tasks: readonly TaskRecord[]): { fail?: string; error?: string } {
  if (!['failed', 'error', 'aborted'].includes(operation.status)) return {};
  const said = taskCount(operation) === 1 ? tasks[0]?.error?.message : countsInWords(operation);
  if (said === undefined) return {};
  return operation.status === 'error' ? { error: said } : { fail: said };
}
