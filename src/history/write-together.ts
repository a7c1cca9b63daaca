import { write, type Database } from '../sqlite/database.ts';
import { chainWriter, type Tell } from './audit-chain.ts';

/** Something that is to be written, with what it tells the audit chain. It may be begun several times before it is kept. */
export type Writing<T> = (db: Database, tell: Tell) => T;

/** How a writing went: `told` are the audit records that are kept with it. */
export type Written<T> =
  | { readonly result: T; readonly told: readonly string[] }
  | { readonly error: unknown };

/**
 * Several writings in one transaction, in their order: a transaction that is to survive a power cut waits for the disk, so
 * that eight tasks at once would wait eight times. One that fails leaves nothing behind and keeps no other from being
 * written. Throws where none is written, as where another process holds the database or the disk is full.
 */
export function writeTogether<T>(db: Database, writings: readonly Writing<T>[]): Written<T>[] {
  return write(db, () => writings.map((writing) => writeOne(db, writing)));
}

function writeOne<T>(db: Database, writing: Writing<T>): Written<T> {
  const told: string[] = [];
  db.exec('SAVEPOINT one');
  try {
    const result = writing(db, chainWriter(db, told));
    db.exec('RELEASE one');
    return { result, told };
  } catch (error) {
    // A full disk takes back the whole transaction.
    if (!db.isTransaction) throw error;
    db.exec('ROLLBACK TO one; RELEASE one');
    return { error };
  }
}
