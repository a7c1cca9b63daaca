import { openDatabase as open, type Database } from '../sqlite/database.ts';
import { identityIndexes, identityTables } from './identities/tables.ts';
import { sessionTables } from './sessions/tables.ts';

export { write, type Database } from '../sqlite/database.ts';

/**
 * Opens (and on first use creates) the database of the embedded Kratos; `file` is a path or `:memory:`.
 * Throws when the file was written by a newer version, or cannot be created.
 */
export function openDatabase(file: string): Database {
  const db = open(file, {
    migrations: [[...identityTables, ...sessionTables], identityIndexes],
    durable: false,
  });
  db.exec(`PRAGMA cache_size = -${cacheKibibytes}`);
  return db;
}

// With SQLite's own 2 MB, inserting into 100,000 identities is half as fast (bench/sandbox.ts); more gives no more.
const cacheKibibytes = 32 * 1024;

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
