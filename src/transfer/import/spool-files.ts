import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findImportJournal } from './open-import-journal.ts';

/** The inputs that were written down for an operation, in the order of their numbers. */
export function spoolsOf(folder: string, operation: string): string[] {
  const first = spoolName(folder, operation, 1);
  const found: string[] = [];
  for (let file = first, number = 1; existsSync(file); file = spoolName(folder, operation, number)) {
    found.push(file);
    number += 1;
  }
  return found;
}

/** When an import is finished; people's data is not kept longer than it is of use. */
export function removeSpools(folder: string, operation: string): void {
  for (const file of spoolsOf(folder, operation)) rmSync(file, { force: true });
}

/** `12.input`, and for further pipes `12-2.input`. */
export const spoolName = (folder: string, operation: string, number: number): string =>
  join(folder, `${operation}${number === 1 ? '' : `-${number}`}.input`);

/** Held as long as an input has no number: a lock ends with its process, however that ends. */
export function lockSpool(file: string): { release(): void } {
  const name = lockName(file);
  closeSync(openSync(name, 'wx', 0o600));
  const db = new DatabaseSync(name);
  db.exec('BEGIN EXCLUSIVE');
  return {
    release() {
      db.close();
      rmSync(name, { force: true });
    },
  };
}

/** Removes what crashes left: inputs without a number that nobody holds, and those whose import never began. */
export function sweepSpools(folder: string, now: Date): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const age = now.getTime() - (statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? Infinity);
    if (/^preparing-.*\.input$/.test(name) && age > momentToLock && isFree(lockName(file))) {
      for (const one of [file, lockName(file)]) rmSync(one, { force: true });
    }
    const operation = /^(\d+)(?:-\d+)?\.input$/.exec(name)?.[1];
    const isOfNone = operation !== undefined && findImportJournal(folder, operation) === undefined;
    if (isOfNone && age > momentToBegin) rmSync(file, { force: true });
  }
}

const momentToLock = 10_000;
const momentToBegin = 3_600_000;
const lockName = (file: string): string => `${file}.lock`;

function isFree(lock: string): boolean {
  if (!existsSync(lock)) return true;
  try {
    const db = new DatabaseSync(lock, { timeout: 0 });
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
