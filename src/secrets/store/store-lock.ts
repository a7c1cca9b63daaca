import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { openDatabase, type Database } from '../../sqlite/database.ts';

/**
 * Runs `work` while no other process changes the store of a folder: SQLite's write lock on an empty database, which
 * the kernel takes back from a process that ends in any way. Waits half a minute for its turn. Fails with storage-failed.
 */
export async function whileStoreLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'lock.db');
  const db = take(file);
  try {
    return await work();
  } finally {
    db.close();
  }
}

function take(file: string): Database {
  let db: Database | undefined;
  for (let turn = 1; ; turn += 1) {
    try {
      db ??= openDatabase(file, { migrations: [], durable: false });
      db.exec('BEGIN IMMEDIATE');
      return db;
    } catch (error) {
      if ((error as { errcode?: number }).errcode === busy && turn < turns) continue;
      db?.close();
      throw notTaken(file, error);
    }
  }
}

/** SQLITE_BUSY */
const busy = 5;

/** Of five seconds each, which is how long the database waits. */
const turns = 6;

function notTaken(file: string, error: unknown): IdpError {
  if ((error as { errcode?: number }).errcode === busy) {
    return new IdpError(
      'storage-failed',
      'Another idp has been changing the secret store for half a minute.',
      {
        hint: 'Nothing was changed: run it again.',
        cause: error,
      },
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return new IdpError('storage-failed', `The lock of the secret store, ${file}, cannot be used: ${why}.`, {
    hint: 'Nothing was changed. Check free space and permissions of that folder, then run it again.',
    cause: error,
  });
}
