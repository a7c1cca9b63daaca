import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IdpError } from '../errors/idp-error.ts';
import type { History } from './history.ts';

/**
 * History in one SQLite file of mode 0600, opened at the first use. Several processes may write at once: every write
 * is one immediate transaction that waits up to five seconds for its turn.
 */
export function sqliteHistory(file: string): History {
  let database: DatabaseSync | undefined;
  const open = (): DatabaseSync => (database ??= openDatabase(file));
  return {
    async open(operation) {
      return guarded(file, () => {
        const db = open();
        return immediately(db, () => {
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
        immediately(db, () =>
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

function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite would create the file with the umask's mode; its -wal and -shm take the mode of the file.
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) immediately(db, () => db.exec(tables));
  else if (version !== 1) {
    throw new IdpError('history-unavailable', `${file} was written by a newer version of idp.`, {
      hint: 'Nothing was sent. Use that version, or another data folder with XDG_DATA_HOME.',
    });
  }
  return db;
}

const tables = `
CREATE TABLE IF NOT EXISTS numbers (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE IF NOT EXISTS operations (
  id INTEGER PRIMARY KEY, action TEXT NOT NULL, effect TEXT NOT NULL, dry_run INTEGER NOT NULL,
  actor TEXT NOT NULL, host TEXT NOT NULL, context TEXT, reason TEXT,
  parameters TEXT NOT NULL, enqueued TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS tasks (
  id INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES operations (id), status TEXT NOT NULL,
  identity_id TEXT, changed INTEGER, started TEXT, completed TEXT, error_code TEXT, error_message TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS tasks_by_operation ON tasks (operation);
PRAGMA user_version = 1;`;

/** Operations and tasks share one sequence. */
function nextNumber(db: DatabaseSync): number {
  const { lastInsertRowid } = db.prepare('INSERT INTO numbers DEFAULT VALUES').run();
  db.prepare('DELETE FROM numbers').run();
  return Number(lastInsertRowid);
}

function immediately<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may have rolled back already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof IdpError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('history-unavailable', `History cannot be written to ${file}: ${why}.`, {
      cause: error,
    });
  }
}
