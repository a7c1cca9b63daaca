import type { OperationRecord } from '../../../history/history-reader.ts';
import { statuses } from '../../../history/history.ts';

/** How many tasks an operation has. */
export const taskCount = ({ counts }: OperationRecord): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** `3 completed, 2 failed`: each status that some task has, in the order in which statuses are told. */
export function countsInWords({ counts }: Pick<OperationRecord, 'counts'>): string {
  return statuses
    .flatMap((status) => ((counts[status] ?? 0) === 0 ? [] : [`${counts[status]} ${status}`]))
    .join(', ');
}
