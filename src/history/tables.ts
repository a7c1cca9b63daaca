/** What history.db holds, version by version: each list of statements leads from the version before. */
export const migrations: readonly (readonly string[])[] = [
  [
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
  ],
  [
    `ALTER TABLE operations ADD COLUMN asker TEXT NOT NULL DEFAULT '{}'`,
    // `user@machine` until now; a user's name may hold an @, a machine's does not.
    `UPDATE operations SET asker = json_object(
  'user', substr(actor, 1, length(rtrim(actor, replace(actor, '@', ''))) - 1),
  'machine', substr(actor, length(rtrim(actor, replace(actor, '@', ''))) + 1),
  'from', NULL, 'door', 'cli', 'actor', NULL)`,
    `ALTER TABLE operations DROP COLUMN actor`,
    `ALTER TABLE operations ADD COLUMN undoes INTEGER`,
    `ALTER TABLE operations ADD COLUMN many INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE operations ADD COLUMN first_task INTEGER`,
    `ALTER TABLE operations ADD COLUMN targets INTEGER NOT NULL DEFAULT 1`,
    // The process that runs it.
    `ALTER TABLE operations ADD COLUMN pid INTEGER`,
    `ALTER TABLE operations ADD COLUMN process_started TEXT`,
    `ALTER TABLE operations ADD COLUMN machine TEXT`,
    // The number of the audit record that tells how a row stands; 0 for what is older than the chain.
    `ALTER TABLE operations ADD COLUMN record INTEGER`,
    `UPDATE operations SET record = 0, first_task = (SELECT min(id) FROM tasks WHERE operation = operations.id)`,
    `ALTER TABLE tasks ADD COLUMN target TEXT`,
    `ALTER TABLE tasks ADD COLUMN writing INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE tasks ADD COLUMN results TEXT NOT NULL DEFAULT '{}'`,
    `ALTER TABLE tasks ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'`,
    `ALTER TABLE tasks ADD COLUMN requests TEXT NOT NULL DEFAULT '[]'`,
    `ALTER TABLE tasks ADD COLUMN record INTEGER`,
    `UPDATE tasks SET record = 0`,
    `DROP INDEX tasks_by_operation`,
    `CREATE INDEX tasks_by_status ON tasks (operation, status)`,
    `CREATE INDEX tasks_unfinished ON tasks (operation) WHERE status IN ('pending', 'running', 'aborting')`,
    `CREATE INDEX operations_untold ON operations (id) WHERE record IS NULL`,
    `CREATE INDEX operations_undone ON operations (undoes) WHERE undoes IS NOT NULL`,
    `CREATE TABLE task_log (task INTEGER NOT NULL REFERENCES tasks (id), time TEXT NOT NULL, message TEXT NOT NULL) STRICT`,
    `CREATE INDEX task_log_by_task ON task_log (task)`,
    `CREATE TABLE audit (number INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL) STRICT`,
    // These stop accidents only: whoever may write to the file may drop them.
    `CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is never changed'); END`,
    `CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the audit chain'); END`,
  ],
  // 1 from when somebody asked to cancel it while it ran: such a task is never taken up.
  [`ALTER TABLE tasks ADD COLUMN cancel_asked INTEGER NOT NULL DEFAULT 0`],
];

/** As SQL has it; in these words the partial index above is used. */
export const unfinished = `status IN ('pending', 'running', 'aborting')`;
