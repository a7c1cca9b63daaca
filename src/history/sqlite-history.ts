import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, write, type Database } from '../sqlite/database.ts';
import type { History } from './history.ts';

/**
 * History in one SQLite file of mode 0600, opened at the first use. Several processes may write at once: every write
 * is one immediate transaction that waits up to five seconds for its turn.
 */
export function sqliteHistory(file: string): History {
  let database: Database | undefined;
  const open = (): Database => (database ??= openDatabase(file, { migrations: [tables], durable: true }));
  return {
    async open(operation) {
      return guarded(file, () => {
        const db = open();
        return write(db, () => {
          const operationId = nextNumber(db);
          const taskId = nextNumber(db);
          db.prepare(
            `INSERT INTO operations (id, action, effect, dry_run, actor, host, context, reason, parameters, enqueued)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ).run(
            operationId,
            operation.action,
            operation.effect,
            operation.dryRun ? 1 : 0,
            operation.actor,
            operation.host,
            operation.context,
            operation.reason ?? null,
            JSON.stringify(operation.parameters),
            operation.enqueued,
          );
          db.prepare(`INSERT INTO tasks (id, operation, status) VALUES (?, ?, 'running')`).run(
            taskId,
            operationId,
          );
          return { operation: String(operationId), task: String(taskId) };
        });
      });
    },
    async close(task, end) {
      guarded(file, () => {
        const db = open();
        write(db, () =>
          db
            .prepare(
              `UPDATE tasks SET status = ?, identity_id = ?, changed = ?, started = ?, completed = ?,
               error_code = ?, error_message = ? WHERE id = ?`,
            )
            .run(
              end.status,
              end.identityId ?? null,
              end.changed === undefined ? null : Number(end.changed),
              end.started,
              end.completed,
              end.error?.code ?? null,
              end.error?.message ?? null,
              Number(task),
            ),
        );
      });
    },
  };
}

const tables = [
  `CREATE TABLE numbers (id INTEGER PRIMARY KEY AUTOINCREMENT)`,
  `CREATE TABLE operations (
  id INTEGER PRIMARY KEY, action TEXT NOT NULL, effect TEXT NOT NULL, dry_run INTEGER NOT NULL,
  actor TEXT NOT NULL, host TEXT NOT NULL, context TEXT, reason TEXT,
  parameters TEXT NOT NULL, enqueued TEXT NOT NULL
) STRICT`,
  `CREATE TABLE tasks (
  id INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES operations (id), status TEXT NOT NULL,
  identity_id TEXT, changed INTEGER, started TEXT, completed TEXT, error_code TEXT, error_message TEXT
) STRICT`,
  `CREATE INDEX tasks_by_operation ON tasks (operation)`,
];

/** Operations and tasks share one sequence. */
function nextNumber(db: Database): number {
  const { lastInsertRowid } = db.prepare('INSERT INTO numbers DEFAULT VALUES').run();
  db.prepare('DELETE FROM numbers').run();
  return Number(lastInsertRowid);
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('history-unavailable', `History cannot be written to ${file}: ${why}.`, {
      cause: error,
    });
  }
}
