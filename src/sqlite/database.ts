import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** An open database; rows have a null prototype. */
export type Database = DatabaseSync;

/**
 * Opens (and on first use creates) a database that only its owner can read: mode 0600, its folder 0700. One that
 * others could read is taken from them.
 * Several processes may use one file: readers never wait, and writers wait up to five seconds for each other.
 * `migrations` is a list of statements per version. `durable` costs a write to the disk per transaction, and
 * survives a power cut too; without it a transaction survives all but that.
 * Throws when the file cannot be opened, or was written by a newer version.
 */
export function openDatabase(
  file: string,
  options: { readonly migrations: readonly (readonly string[])[]; readonly durable: boolean },
): Database {
  if (file !== ':memory:') makePrivate(file);
  const db = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
  try {
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.durable ? 'FULL' : 'NORMAL'}`);
    if (versionOf(db) !== options.migrations.length) write(db, () => migrate(db, options.migrations));
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/**
 * Runs `work` in one transaction that holds the write lock from its first statement on: a transaction
 * that begins as a reader and then writes fails when another process wrote in between (measured).
 */
export function write<T>(db: Database, work: () => T): T {
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

// SQLite would create it with the umask's mode; it gives new -wal and -shm files the mode of the main file. A file that
// is there is never opened here: closing it would end the locks of another connection of this process.
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  for (const one of [file, `${file}-wal`, `${file}-shm`]) {
    const there = statSync(one, { throwIfNoEntry: false });
    if (there?.isFile() === true && (there.mode & 0o077) !== 0) chmodSync(one, 0o600);
  }
}

/** A database of version n has had the first n lists of statements applied. */
function migrate(db: Database, migrations: readonly (readonly string[])[]): void {
  const found = versionOf(db);
  if (found > migrations.length) {
    throw new Error(
      `the database is of version ${found}, and this idp knows versions up to ${migrations.length}: use a newer idp or another data folder`,
    );
  }
  for (const statement of migrations.slice(found).flat()) db.exec(statement);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
}

function versionOf(db: Database): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}
