import { IdpError } from '../../errors/idp-error.ts';
import { write, type Database } from '../../sqlite/database.ts';

/** Where a journal lies, and how it is written. All of it throws storage-failed. */
export interface JournalDisk {
  readonly db: Database;
  /** A look. */
  readonly read: <T>(work: () => T) => T;
  /** A change: whole, or not there. */
  write(work: () => void): void;
  close(): void;
}

/** One that outlives its process: each change is a transaction of its own. */
export function lastingDisk(db: Database, file: string, operation: string): JournalDisk {
  return {
    db,
    read: (work) => onJournal(file, operation, work),
    write: (work) => onJournal(file, operation, () => write(db, work)),
    close: () => onJournal(file, operation, () => db.close()),
  };
}

/** One in the work folder, which nobody needs after this run. */
export function passingDisk(db: Database, workFolder: string): JournalDisk {
  return {
    db,
    read: (work) => onJournal(workFolder, undefined, work),
    write: (work) => onJournal(workFolder, undefined, work),
    close: () => db.close(),
  };
}

/** Does something with a journal's file; a full disk is storage-failed. What is told well already is passed on. */
export function onJournal<T>(file: string, operation: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof IdpError || error instanceof RangeError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const next = operation === undefined ? 'run it again' : `go on with idp resume ${operation}`;
    throw new IdpError('storage-failed', `The journal of the import, ${file}, cannot be used: ${why}.`, {
      hint: `Check free space and permissions of the folder named, then ${next}.`,
      cause: error,
    });
  }
}
