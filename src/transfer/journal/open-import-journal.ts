import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import { openWorkDatabase } from '../../sources/work-database.ts';
import { openDatabase } from '../../sqlite/database.ts';
import type { ImportJournal } from './import-journal.ts';
import { type JournalDisk, lastingDisk, onJournal, passingDisk } from './journal-disk.ts';
import { getFact, putFact } from './journal-facts.ts';
import { journalIn } from './journal-in.ts';
import { journalTables } from './journal-tables.ts';
import { emptyTally } from './journal-tally.ts';
import type { RejectsPlan } from './reject-claim.ts';
import { newRejects } from './reject-state.ts';
import { syncFolder } from './sync-folder.ts';

interface JournalOptions {
  /** Where rejects go; undefined for nowhere. */
  readonly rejects?: RejectsPlan | undefined;
}

/**
 * Begins the journal of an operation, and makes its file of rejects, before anything is sent. `content` is plain data.
 * Fails with storage-failed where either cannot be made, or there is a journal of this number, and with usage where the file
 * that was named for rejects is taken; nothing is left then.
 */
export function createImportJournal<C>(
  folder: string,
  operation: string,
  content: C,
  { rejects }: JournalOptions = {},
): ImportJournal<C> {
  const file = journalFile(folder, operation);
  return onJournal(file, operation, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(file)) throw alreadyThere(file, operation);
    try {
      return begin(openLasting(file, operation), operation, content, rejects);
    } catch (error) {
      removeImportJournal(folder, operation);
      throw error;
    } finally {
      syncFolder(folder);
    }
  });
}

/**
 * The journal of an operation. Fails with task-ended where there is none, and with storage-failed where it is that of another
 * operation or cannot be read.
 */
export function openImportJournal<C>(folder: string, operation: string): ImportJournal<C> {
  const file = findImportJournal(folder, operation);
  if (file === undefined) throw noJournal(operation);
  return onJournal(file, operation, () => {
    const disk = openLasting(file, operation);
    try {
      const of = getFact(disk.db, 'operation');
      // The power went before anything was sent.
      if (of === undefined) throw noJournal(operation);
      if (of !== operation) throw new Error(`it is not that of operation ${operation}`);
      return journalIn<C>(disk, { isNew: false });
    } catch (error) {
      disk.close();
      throw error;
    }
  });
}

/** Its file, or undefined where the operation has none: it was no import, or sent nothing. */
export function findImportJournal(folder: string, operation: string): string | undefined {
  const file = journalFile(folder, operation);
  return /^\d+$/.test(operation) && existsSync(file) ? file : undefined;
}

export function removeImportJournal(folder: string, operation: string): void {
  const file = journalFile(folder, operation);
  for (const one of [file, `${file}-wal`, `${file}-shm`]) rmSync(one, { force: true });
}

/** A journal of what is neither resumed nor undone, in a work folder: of a dry run or a check. */
export function temporaryImportJournal<C>(
  workFolder: string,
  content: C,
  { rejects }: JournalOptions = {},
): ImportJournal<C> {
  const db = openWorkDatabase(workFolder, 'import', journalTables);
  return begin(passingDisk(db, workFolder), randomUUID(), content, rejects);
}

function begin<C>(
  disk: JournalDisk,
  operation: string,
  content: C,
  plan: RejectsPlan | undefined,
): ImportJournal<C> {
  try {
    const rejects = plan && newRejects(plan);
    disk.write(() => {
      putFact(disk.db, 'operation', operation);
      putFact(disk.db, 'content', content);
      putFact(disk.db, 'tally', emptyTally(rejects));
    });
    return journalIn<C>(disk, { isNew: true });
  } catch (error) {
    disk.close();
    throw error;
  }
}

const journalFile = (folder: string, operation: string): string => join(folder, `${operation}.import.db`);

function openLasting(file: string, operation: string): JournalDisk {
  return lastingDisk(openDatabase(file, { migrations: [journalTables], durable: true }), file, operation);
}

function alreadyThere(file: string, operation: string): IdpError {
  return new IdpError(
    'storage-failed',
    `${file} is there already, of an operation ${operation} that history does not know.`,
    {
      hint: 'It tells which identities that import created: move it to another folder, then run it again.',
    },
  );
}

/** Of an operation that ended before it had a journal. */
export function noJournal(operation: string): IdpError {
  return new IdpError('task-ended', `Operation ${operation} sent nothing that an import has journaled.`, {
    hint: `Look with idp show-operation ${operation}; an import that sent nothing is given again.`,
  });
}
