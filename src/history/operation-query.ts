import type { Database } from '../sqlite/database.ts';
import type { OperationFilter } from './history-reader.ts';
import { statuses, type Status } from './history.ts';
import type { OperationRow } from './rows.ts';

/** Rows that pass a filter, by number; one more than its limit, where others follow. */
export function selectOperations(db: Database, filter: OperationFilter): OperationRow[] {
  const { where, values } = conditions(filter);
  return db
    .prepare(`SELECT * FROM operations AS o WHERE ${where} ORDER BY id LIMIT ? OFFSET ?`)
    .all(...values, filter.limit + 1, filter.offset) as unknown as OperationRow[];
}

/** The first present of these is the status of an operation. */
export const statusOrder: readonly Status[] = [
  'running',
  'aborting',
  'pending',
  'aborted',
  'error',
  'failed',
  'cancelled',
  'completed',
];

function conditions({ actions, statuses: wanted, target, since }: OperationFilter): {
  where: string;
  values: string[];
} {
  const where = ['TRUE'];
  const values: string[] = [];
  if (actions !== undefined) {
    where.push(`action IN (${actions.map(() => '?').join()})`);
    values.push(...actions);
  }
  if (since !== undefined) {
    where.push('enqueued >= ?');
    values.push(since);
  }
  if (target !== undefined) {
    where.push(
      'EXISTS (SELECT 1 FROM tasks WHERE tasks.operation = o.id AND (tasks.target = ? OR tasks.identity_id = ?))',
    );
    values.push(target, target);
  }
  if (wanted !== undefined) {
    const known = statuses.filter((status) => wanted.includes(status));
    where.push(`(${known.map(hasStatus).join(' OR ') || 'FALSE'})`);
  }
  return { where: where.join(' AND '), values };
}

/** A task with this status, and none with one that comes first. */
function hasStatus(status: Status): string {
  const sooner = statusOrder.slice(0, statusOrder.indexOf(status)).map(hasTask);
  return `(${hasTask(status)}${sooner.map((other) => ` AND NOT ${other}`).join('')})`;
}

const hasTask = (status: Status): string =>
  `EXISTS (SELECT 1 FROM tasks WHERE tasks.operation = o.id AND tasks.status = '${status}')`;
