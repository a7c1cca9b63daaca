import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IdpError } from '../errors/idp-error.ts';

/** A name for a journal that has no number yet, in its folder, from which the leftovers of crashes are gone. */
export function newJournal(folder: string, now: Date): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/^preparing-.*\.db$/.test(name) && isLeftover(file, now)) removeJournal(file);
  }
  return join(folder, `preparing-${randomUUID()}.db`);
}

/** The journal of an operation, or undefined where there is none. */
export function findJournal(folder: string, operation: string): string | undefined {
  const file = join(folder, `${operation}.db`);
  return /^\d+$/.test(operation) && existsSync(file) ? file : undefined;
}

/** Gives a closed journal the number of its operation, such that a power cut does not take it back. */
export function nameJournal(file: string, operation: string): string {
  const folder = dirname(file);
  const named = join(folder, `${operation}.db`);
  renameSync(file, named);
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
  return named;
}

export function removeJournal(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) rmSync(one, { force: true });
}

/** Does something with a file; what fails is storage-failed. */
export function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The working file ${file} cannot be used: ${why}.`, {
      cause: error,
    });
  }
}

/** Whoever prepares a journal holds its lock, and takes a moment to get it. A lock ends with its process. */
function isLeftover(file: string, now: Date): boolean {
  const made = statSync(file, { throwIfNoEntry: false })?.ctimeMs;
  if (made === undefined || now.getTime() - made < 10_000) return false;
  try {
    const db = new DatabaseSync(file, { timeout: 0 });
    try {
      db.exec('BEGIN IMMEDIATE');
      return true;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}
