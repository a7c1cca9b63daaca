import { completionNumber, stateNumber } from './journal-states.ts';

/**
 * About 110 bytes a row: UUIDs have 16, checksums four, and nought and one none at all. The index holds the few rows of which
 * totp or lookup_secret are still to follow.
 */
export const journalTables = [
  'CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE files (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT',
  `CREATE TABLE rows (
    position INTEGER PRIMARY KEY, state INTEGER NOT NULL,
    file INTEGER NOT NULL, record INTEGER NOT NULL, line INTEGER,
    patch_id ANY, old_id ANY, checksum INTEGER NOT NULL, digest BLOB NOT NULL,
    was_absent INTEGER NOT NULL, identity_id ANY, reason INTEGER, sent_at INTEGER, completion INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX due_completions ON rows (position)
    WHERE completion = ${completionNumber('due')} AND state = ${stateNumber('created')}`,
  `CREATE TABLE reject_lines (
    position INTEGER PRIMARY KEY, start INTEGER NOT NULL, length INTEGER NOT NULL
  ) STRICT`,
];
