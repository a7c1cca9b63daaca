import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, type Database } from '../sqlite/database.ts';

/**
 * A database that nobody needs after this run, in its work folder: nothing is done for a crash or for another process. One
 * transaction is open all the time; `onWorkDisk` goes around every use. Throws storage-failed.
 */
export function openWorkDatabase(workFolder: string, name: string, tables: readonly string[]): Database {
  return onWorkDisk(workFolder, () => {
    const db = openDatabase(join(workFolder, `${name}-${randomUUID()}.db`), {
      migrations: [tables],
      durable: false,
    });
    // Nothing lies in it when the transaction begins, so that its journal stays small, and grows in place.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN');
    return db;
  });
}

/** Does something with such a database; a full disk is storage-failed. */
export function onWorkDisk<T>(workFolder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The work folder ${workFolder} cannot be used: ${why}.`, {
      cause: error,
    });
  }
}
