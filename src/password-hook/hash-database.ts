import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../sqlite/database.ts';

/**
 * Opens (and on first use creates) the database of the hook: who has which hash, and who has come over. Like every
 * database it is private to its owner. A power cut may undo the last marks, which costs nothing but a count.
 */
export function openHashDatabase(file: string): HashDatabase {
  const db = openDatabase(file, { migrations: [tables, marksOfRemoved], durable: false });
  // With SQLite's own 2 MB a million rows are loaded at a fraction of the speed.
  db.exec(`PRAGMA cache_size = -${cacheKibibytes}`);
  // A look first: writing would wait for who else writes.
  if (db.prepare("SELECT 1 FROM secrets WHERE name = 'decoy'").get() === undefined) {
    db.prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES ('decoy', ?)").run(randomBytes(32));
  }
  return db;
}

/** So that others need not know what it is. */
export type HashDatabase = Database;

const cacheKibibytes = 16 * 1024;

/**
 * `number` counts rows from 1, with gaps where an identifier came again; `line` is that of the file that it came from.
 * Rows of one person, who has several identifiers, share `person`; it is null where there is but one. `asked_again` is 1
 * where Kratos asked for somebody who had come over.
 */
export const hashColumns = `(
  number INTEGER PRIMARY KEY,
  identifier TEXT NOT NULL,
  kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  person INTEGER,
  line INTEGER NOT NULL,
  migrated_at TEXT,
  asked_again INTEGER NOT NULL DEFAULT 0
) STRICT`;

const tables = [
  `CREATE TABLE hashes ${hashColumns}`,
  'CREATE INDEX by_identifier ON hashes (identifier)',
  'CREATE INDEX by_person ON hashes (person) WHERE person IS NOT NULL',
  // Of every kind how many rows there are: a million are not counted for a line of the log.
  `CREATE TABLE kinds (
    kind TEXT PRIMARY KEY,
    total INTEGER NOT NULL,
    migrated INTEGER NOT NULL,
    again INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID',
];

/** Marks of whom the files no longer have, for when they come back: by mistake, half a file may be loaded. */
const marksOfRemoved = [
  `CREATE TABLE removed (
    identifier TEXT PRIMARY KEY,
    migrated_at TEXT NOT NULL,
    asked_again INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
