import { sha256 } from './sha256.ts';
import type { OperationRow, TaskRow } from './rows.ts';

/**
 * What the audit chain tells of an operation, made from its row: made again from the row later, it must be the same.
 * `tasks` are those that are there.
 */
export function operationFields(row: OperationRow, tasks: number): Record<string, unknown> {
  return {
    id: String(row.id),
    action: row.action,
    effect: row.effect,
    'dry-run': row.dry_run === 1,
    asker: JSON.parse(row.asker),
    host: row.host,
    context: row.context,
    reason: row.reason,
    parameters: JSON.parse(row.parameters),
    enqueued: row.enqueued,
    undoes: row.undoes === null ? null : String(row.undoes),
    targets: row.targets,
    tasks: { first: row.first_task === null ? null : String(row.first_task), count: tasks },
  };
}

/** The same of a task. Of its results, which may be long, it has the hash of their text as it is kept. */
export function taskFields(row: TaskRow): Record<string, unknown> {
  return {
    id: String(row.id),
    operation: String(row.operation),
    target: row.target,
    'identity-id': row.identity_id,
    status: row.status,
    changed: row.changed === null ? null : row.changed === 1,
    uncertain: isUncertain(row),
    ...(row.cancel_asked === 1 ? { 'cancel-asked': true } : {}),
    started: row.started,
    completed: row.completed,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message },
    changes: JSON.parse(row.changes),
    requests: JSON.parse(row.requests),
    'results-sha256': sha256(row.results),
  };
}

/** Aborted after its first write was sent. */
export const isUncertain = (row: TaskRow): boolean => row.status === 'aborted' && row.writing === 1;
