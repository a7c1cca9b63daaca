import { printable } from '../../../host/printable.ts';
import type { OperationRecord } from '../../../history/history-reader.ts';
import { shownTime } from './shown-time.ts';
import { taskCount } from './task-counts.ts';

export type TableRow = { readonly operation: OperationRecord; readonly summary: string };

/** Operations for eyes, in Juju's columns: numbers to the right, the rest to the left, at most five tasks by number. */
export function operationsTable(rows: readonly TableRow[], utc: boolean): string {
  const cells = rows.map(({ operation, summary }) => [
    operation.id,
    operation.status,
    shownTime(operation.timing.started, utc),
    shownTime(operation.timing.completed, utc),
    taskIds(operation),
    printable(summary),
  ]);
  const table = [['ID', 'Status', 'Started', 'Finished', 'Task IDs', 'Summary'], ...cells];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function taskIds(operation: OperationRecord): string {
  const shown = operation.taskIds.slice(0, 5).join(',');
  return taskCount(operation) > 5 ? `${shown}...` : shown;
}
