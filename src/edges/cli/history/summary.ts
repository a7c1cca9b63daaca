import type { HistoryReader, OperationRecord } from '../../../history/history-reader.ts';
import { taskCount } from './task-counts.ts';

/** `reset-password run on a***@e***.com`, or `on 500 targets`; of a dry run it says so. */
export async function summaryOf(reader: HistoryReader, operation: OperationRecord): Promise<string> {
  const kind = operation.dryRun ? 'dry run' : 'run';
  const target = await targetOf(reader, operation);
  return `${operation.action} ${kind}${target === null ? '' : ` on ${target}`}`;
}

async function targetOf(reader: HistoryReader, operation: OperationRecord): Promise<string | null> {
  const count = taskCount(operation);
  if (count !== 1) return `${count} targets`;
  const [task] = await reader.tasksOf(operation.id, undefined, 1);
  return task?.target ?? null;
}

/** What a table tells beside it: why, and who asked where that was somebody else. `user` is who looks. */
export function withCircumstances(summary: string, operation: OperationRecord, user: string): string {
  const { asker, reason } = operation;
  const who = asker.actor ?? (asker.user === user ? null : asker.user);
  return `${summary}${who === null ? '' : ` by ${who}`}${reason === null ? '' : ` (${reason})`}`;
}
