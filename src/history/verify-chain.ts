import { hash as hashOf } from 'node:crypto';
import type { Database } from '../sqlite/database.ts';
import { noHash } from './audit-chain.ts';
import type { AuditHead } from './audit.ts';
import { Broken } from './broken-chain.ts';
import type { HistoryFile } from './history-file.ts';
import { inPages } from './in-pages.ts';
import { followTaskEnds } from './task-ends.ts';
import { readTold, type Told } from './told.ts';

export type VerifiedChain = {
  readonly head: AuditHead;
  /** Operations and tasks up to this number are older than the chain. */
  readonly after: number;
  readonly wantedIsThere: boolean;
};

/**
 * The chain in itself: numbers without a gap, every hash that of its text, every record naming the one before; and what
 * each tells of is still there, knows of no earlier record as its latest, and had not ended before.
 */
export async function verifyChain(file: HistoryFile, wanted: string | undefined): Promise<VerifiedChain> {
  let head: AuditHead = { number: 0, hash: noHash };
  let after = 0;
  let wantedIsThere = false;
  const wrongEnd = followTaskEnds();
  await inPages(
    file,
    'SELECT number, text, hash FROM audit WHERE number > ? ORDER BY number LIMIT ?',
    (row, db) => {
      const number = Number(row['number']);
      const told = verifyLink(head, number, String(row['text']), String(row['hash']));
      requireWhatIsTold(db, number, told);
      const wrong = wrongEnd(told);
      if (wrong !== undefined) throw new Broken(number, wrong);
      if (number === 1) after = told.after;
      head = { number, hash: String(row['hash']) };
      wantedIsThere ||= head.hash === wanted;
    },
  );
  return { head, after, wantedIsThere };
}

function verifyLink(before: AuditHead, number: number, text: string, hash: string): Told {
  if (number !== before.number + 1) {
    throw new Broken(before.number + 1, `it is missing: record ${number} comes after ${before.number}`);
  }
  if (hashOf('sha256', text, 'hex') !== hash)
    throw new Broken(number, 'its text is not what its hash was taken of');
  const told = readTold(text);
  if (told === undefined) throw new Broken(number, 'it cannot be read');
  if (told.previous !== before.hash) throw new Broken(number, 'it does not follow the record before it');
  if (told.number !== number) throw new Broken(number, 'its number is not the one in its text');
  return told;
}

function requireWhatIsTold(db: Database, number: number, { operation, tasks }: Told): void {
  if (operation !== undefined) {
    const row = db.prepare('SELECT record FROM operations WHERE id = ?').get(operation);
    if (row === undefined) throw new Broken(number, `operation ${operation} is no longer in history`);
    if (row['record'] !== number) {
      throw new Broken(number, `operation ${operation} in history does not refer to this record`);
    }
  }
  for (const { first, last } of tasks) {
    const there = db
      .prepare('SELECT count(*) AS n, min(coalesce(record, 0)) AS least FROM tasks WHERE id BETWEEN ? AND ?')
      .get(first, last);
    const gone = last - first + 1 - Number(there?.['n']);
    const named = first === last ? `task ${first}` : `tasks ${first} to ${last}`;
    if (gone > 0) throw new Broken(number, `of ${named}, ${gone} are no longer in history`);
    if (Number(there?.['least']) < number) {
      throw new Broken(number, `${named} in history refers to an older record than this`);
    }
  }
}
