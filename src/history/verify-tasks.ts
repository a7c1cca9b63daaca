import { taskFields } from './audit-fields.ts';
import { Broken } from './broken-chain.ts';
import { firstDifference } from './first-difference.ts';
import type { HistoryFile } from './history-file.ts';
import { inPages } from './in-pages.ts';
import type { TaskRow } from './rows.ts';
import { isMap, readTold, type Told } from './told.ts';
import type { VerifiedChain } from './verify-chain.ts';
import { requireOlder } from './verify-operations.ts';

/** Every task in history is as the latest record says that tells of it. */
export async function verifyTasks(file: HistoryFile, { after }: VerifiedChain): Promise<void> {
  let latest: { readonly number: number; readonly told: Told | undefined } | undefined;
  await inPages(
    file,
    `SELECT tasks.id AS number, tasks.*, audit.text AS told FROM tasks LEFT JOIN audit ON audit.number = tasks.record
     WHERE tasks.id > ? ORDER BY tasks.id LIMIT ?`,
    (found) => {
      const row = found as unknown as TaskRow;
      if (row.record === null) requireUnfinished(row);
      else if (row.record === 0) requireOlder('task', row.id, after);
      else {
        // Tasks that ended together refer to one record: it is read once.
        if (latest?.number !== row.record) {
          latest = { number: row.record, told: readTold(String(found['told'])) };
        }
        requireAsTold(row, row.record, latest.told);
      }
    },
  );
}

function requireUnfinished(row: TaskRow): void {
  if (goesOn(row.status)) return;
  throw new Broken(0, `task ${row.id} is ${row.status} in history, and no record tells of it`);
}

function requireAsTold(row: TaskRow, record: number, told: Told | undefined): void {
  if (told?.tasks.some(({ first, last }) => first <= row.id && row.id <= last) !== true) {
    throw new Broken(record, `task ${row.id} refers to it, and it does not tell of that`);
  }
  const { task } = told.record;
  const different = isMap(task) ? differenceFrom(task, row) : differenceFromCommon(told.record, row);
  if (different === undefined) return;
  throw new Broken(record, `task ${row.id} is not in history as this record tells it: ${different}`);
}

/** What goes on changes without a record until it ends. */
function differenceFrom(task: Readonly<Record<string, unknown>>, row: TaskRow): string | undefined {
  if (!goesOn(task['status'])) return firstDifference(task, () => taskFields(row));
  if (!goesOn(row.status)) return 'status';
  const { id, operation, target } = task;
  return firstDifference({ id, operation, target }, () => ({
    id: String(row.id),
    operation: String(row.operation),
    target: row.target,
  }));
}

function differenceFromCommon(
  { operation, status, completed, error }: Readonly<Record<string, unknown>>,
  row: TaskRow,
): string | undefined {
  if (goesOn(status)) {
    if (!goesOn(row.status)) return 'status';
    return String(row.operation) === operation ? undefined : 'operation';
  }
  const nothing = { 'identity-id': null, changed: null, started: null, changes: [], requests: [] };
  const told: Record<string, unknown> = { operation, status, completed, error, ...nothing };
  return firstDifference(told, () => {
    const now = taskFields(row);
    return Object.fromEntries(Object.keys(told).map((name) => [name, now[name]]));
  });
}

const goesOn = (status: unknown): boolean =>
  status === 'pending' || status === 'running' || status === 'aborting';
