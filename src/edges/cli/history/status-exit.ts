import { errorTable } from '../../../errors/error-table.ts';
import type { OperationRecord, TaskRecord } from '../../../history/history-reader.ts';
import type { Status } from '../../../history/history.ts';
import { isErrorCode } from './task-document.ts';

/** The exit status that tells how a task stands: of a failed one that of its error, of one under way 7, "not yet". */
export function taskExit({ status, error }: Pick<TaskRecord, 'status' | 'error'>): number {
  if (status !== 'failed') return exitOf[status];
  return error !== null && isErrorCode(error.code) ? errorTable[error.code].exit : 1;
}

/** The same of an operation; of one on many that failed 6, as its run ended. `failed` is a task that failed. */
export function operationExit(operation: OperationRecord, failed: TaskRecord | undefined): number {
  if (operation.status !== 'failed') return exitOf[operation.status];
  return operation.many || failed === undefined ? errorTable.partial.exit : taskExit(failed);
}

const notYet = 7;

/** Of `failed` where the error is not known. */
const exitOf: Readonly<Record<Status, number>> = {
  pending: notYet,
  running: notYet,
  aborting: notYet,
  completed: 0,
  failed: 1,
  error: 1,
  cancelled: errorTable.cancelled.exit,
  aborted: errorTable.aborted.exit,
};

export const isUnderWay = (status: Status): boolean => exitOf[status] === notYet;
