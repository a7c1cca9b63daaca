import type { Database } from '../sqlite/database.ts';
import { isUncertain } from './audit-fields.ts';
import type { OperationRecord, TaskRecord } from './history-reader.ts';
import type { Asker, Change, SentRequest, Status } from './history.ts';
import { statusOrder } from './operation-query.ts';
import type { OperationRow, TaskRow } from './rows.ts';

/** An operation with what its tasks say of it. */
export function operationRecord(db: Database, row: OperationRow): OperationRecord {
  const tasks = summarise(db, row);
  return {
    id: String(row.id),
    action: row.action,
    effect: row.effect,
    dryRun: row.dry_run === 1,
    asker: JSON.parse(row.asker) as Asker,
    host: row.host,
    context: row.context,
    reason: row.reason,
    parameters: JSON.parse(row.parameters) as Record<string, unknown>,
    status: tasks.status,
    timing: { enqueued: row.enqueued, started: tasks.started, completed: tasks.completed },
    counts: tasks.counts,
    taskIds: firstTasks(db, row.id),
    many: row.many === 1,
    undoes: row.undoes === null ? null : String(row.undoes),
    undoneBy: undoingsOf(db, row.id).at(-1) ?? null,
  };
}

export function taskRecord(row: TaskRow, { action, enqueued }: OperationRow): TaskRecord {
  return {
    id: String(row.id),
    operation: String(row.operation),
    action,
    status: row.status as Status,
    target: row.target,
    identityId: row.identity_id,
    changed: row.changed === null ? null : row.changed === 1,
    uncertain: isUncertain(row),
    cancelAsked: row.cancel_asked === 1,
    timing: { enqueued, started: row.started, completed: row.completed },
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    results: JSON.parse(row.results) as Record<string, unknown>,
    changes: JSON.parse(row.changes) as Change[],
    requests: JSON.parse(row.requests) as SentRequest[],
  };
}

type Summary = {
  readonly status: Status;
  readonly counts: Partial<Record<Status, number>>;
  readonly started: string | null;
  readonly completed: string | null;
};

/** An operation has begun with the first of its tasks, and ended with the last. */
function summarise(db: Database, { id, record, targets }: OperationRow): Summary {
  const groups = db
    .prepare(
      `SELECT status, count(*) AS n, min(started) AS started, max(completed) AS completed
       FROM tasks WHERE operation = ? GROUP BY status`,
    )
    .all(id);
  const counts: Partial<Record<Status, number>> = {};
  let started: string | null = null;
  let completed: string | null = null;
  for (const group of groups) {
    counts[group['status'] as Status] = Number(group['n']);
    started = first(started, group['started'] as string | null);
    completed = last(completed, group['completed'] as string | null);
  }
  const status = statusOrder.find((one) => counts[one] !== undefined) ?? withoutTasks(record, targets);
  const goesOn = status === 'running' || status === 'aborting' || status === 'pending';
  return { status, counts, started, completed: goesOn ? null : completed };
}

/** Still being written down, or interrupted in that; or it was about nobody. */
function withoutTasks(record: number | null, targets: number): Status {
  if (record === null) return 'pending';
  return targets === 0 ? 'completed' : 'aborted';
}

function firstTasks(db: Database, operation: number): string[] {
  const rows = db.prepare('SELECT id FROM tasks WHERE operation = ? ORDER BY id LIMIT 6').all(operation);
  return rows.map((row) => String(row['id']));
}

export function undoingsOf(db: Database, operation: number): string[] {
  const rows = db
    .prepare('SELECT id FROM operations WHERE undoes = ? AND undoes IS NOT NULL AND dry_run = 0 ORDER BY id')
    .all(operation);
  return rows.map((row) => String(row['id']));
}

const first = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b < a) ? b : a;

const last = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b > a) ? b : a;
