import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { identityTables } from './identities/tables.ts';
import { sessionTables } from './sessions/tables.ts';

export type Database = DatabaseSync;

/**
 * Opens (and on first use creates) the database of the embedded Kratos.
 * `file` is a path or `:memory:`; a file is created with mode 0600 because it holds password hashes.
 * Several processes may open the same file: writers wait up to five seconds for each other.
 * Throws when the file was written by a newer version, or cannot be created.
 */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') createPrivateFile(file);
  const db = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    write(db, () => migrate(db));
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/**
 * Runs `work` in one transaction that holds the write lock from its first statement on: a transaction
 * that begins as a reader and then writes fails when another process wrote in between.
 */
export function write<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Runs a part of a transaction that can fail by itself: what it wrote is then undone, and no more. */
export function savepoint<T>(db: Database, work: () => T): T {
  db.exec('SAVEPOINT part');
  try {
    const result = work();
    db.exec('RELEASE part');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK TO part; RELEASE part');
    throw error;
  }
}

/** Whether a write failed because a unique index already has the value. */
export function isUniqueViolation(error: unknown): boolean {
  // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY
  return error instanceof Error && 'errcode' in error && (error.errcode === 2067 || error.errcode === 1555);
}

// SQLite gives the -wal and -shm files the mode of the main file.
function createPrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/** One list of statements per version; a database of version n has had the first n lists applied. */
const migrations: readonly (readonly string[])[] = [[...identityTables, ...sessionTables]];

function migrate(db: Database): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > migrations.length) {
    throw new Error(
      `The sandbox database is of version ${found}, and this idp knows versions up to ${migrations.length}: use a newer idp or another data folder`,
    );
  }
  for (const statement of migrations.slice(found).flat()) db.exec(statement);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
}
