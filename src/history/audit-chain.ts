import type { Database } from '../sqlite/database.ts';
import type { AuditHead } from './audit.ts';
import { sha256 } from './sha256.ts';

/** What a record tells, beside its number and the hash of the one before. */
export type Telling = {
  readonly time: string;
  readonly event: string;
  readonly [field: string]: unknown;
};

/** Adds a record to the end of the chain, in the transaction that is open; gives its number. */
export type Tell = (telling: Telling) => number;

/**
 * A writer for one transaction. `written` collects the texts as they are kept, for copies of them once the transaction
 * is through.
 */
export function chainWriter(db: Database, written: string[]): Tell {
  let last: AuditHead | undefined;
  const append = (before: AuditHead, { time, event, ...fields }: Telling): AuditHead => {
    const number = before.number + 1;
    const text = JSON.stringify({ number, time, event, ...fields, previous: before.hash });
    const hash = sha256(text);
    db.prepare('INSERT INTO audit (number, text, hash) VALUES (?, ?, ?)').run(number, text, hash);
    written.push(text);
    return { number, hash };
  };
  return (telling) => {
    last ??= lastRecord(db);
    const older = last.number === 0 ? lastBeforeChain(db) : 0;
    if (older > 0) last = append(last, { time: telling.time, event: 'chain-begun', after: String(older) });
    last = append(last, telling);
    return last.number;
  };
}

export const noHash = '0'.repeat(64);

/** Number and hash of the last record; number 0 and 64 zeros where there is none. */
export function lastRecord(db: Database): AuditHead {
  const row = db.prepare('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1').get();
  return row === undefined
    ? { number: 0, hash: noHash }
    : { number: Number(row['number']), hash: String(row['hash']) };
}

/** The last number of a history that was written before there was a chain; 0 where there is none. */
function lastBeforeChain(db: Database): number {
  return Number(db.prepare('SELECT max(id) AS last FROM tasks WHERE record = 0').get()?.['last'] ?? 0);
}
