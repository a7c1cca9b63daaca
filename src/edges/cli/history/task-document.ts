import { errorTable, type ErrorCode } from '../../../errors/error-table.ts';
import type { TaskRecord } from '../../../history/history-reader.ts';
import type { TaskLogLine } from '../../../history/history.ts';

/** A task as data: the keys of a run's outcome, and what else is known of it. Keys are kebab-case. */
export function taskDocument(task: TaskRecord, log: readonly TaskLogLine[]) {
  return {
    operation: task.operation,
    task: task.id,
    action: task.action,
    status: task.status,
    target: task.target,
    'identity-id': task.identityId,
    changed: task.changed,
    ...(task.uncertain ? { uncertain: true } : {}),
    ...(task.error === null ? {} : { message: task.error.message, error: errorDocument(task.error) }),
    results: task.results,
    log,
    timing: task.timing,
    changes: task.changes,
    requests: task.requests,
  };
}

/** What to do next is not recorded: it is what the error table says today. */
function errorDocument(error: { readonly code: string; readonly message: string }) {
  const hint = hintOf(error.code);
  return { ...error, ...(hint === undefined ? {} : { hint }) };
}

export const hintOf = (code: string): string | undefined =>
  isErrorCode(code) ? errorTable[code].hint : undefined;

/** A newer idp may have written one that is not known here. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
