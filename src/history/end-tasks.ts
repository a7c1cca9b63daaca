import type { Database } from '../sqlite/database.ts';
import type { Tell } from './audit-chain.ts';
import type { Status } from './history.ts';
import { rangesOf } from './number-ranges.ts';

/** How tasks end, or begin anew, that never ran: one record of the chain tells of all of them. */
export type CommonEnd = {
  readonly event: string;
  readonly time: string;
  readonly status: Status;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Who wanted it. */
  readonly by?: unknown;
};

/**
 * Gives the tasks of an operation that `where` selects this status, and forgets how they ended before. Returns how many
 * there were.
 */
export function setTogether(
  db: Database,
  tell: Tell,
  operation: number,
  where: string,
  { event, time, status, error, by }: CommonEnd,
): number {
  const selected = db.prepare(`SELECT id FROM tasks WHERE operation = ? AND ${where} ORDER BY id`);
  let count = 0;
  const tasks = rangesOf(
    (function* ids() {
      for (const row of selected.iterate(operation)) {
        count += 1;
        yield Number(row['id']);
      }
    })(),
  );
  if (count === 0) return 0;
  const completed = status === 'pending' ? null : time;
  const number = tell({
    time,
    event,
    ...(by === undefined ? {} : { by }),
    operation: String(operation),
    tasks,
    count,
    status,
    completed,
    error,
  });
  db.prepare(
    `UPDATE tasks SET status = ?, completed = ?, error_code = ?, error_message = ?, record = ?, identity_id = NULL,
       changed = NULL, started = NULL, writing = 0, results = '{}', changes = '[]', requests = '[]'
     WHERE operation = ? AND ${where}`,
  ).run(status, completed, error?.code ?? null, error?.message ?? null, number, operation);
  return count;
}
