import type { ImportJournal, JournalRow } from './import-journal.ts';
import type { JournalDisk } from './journal-disk.ts';
import type { JournalFiles } from './journal-files.ts';
import { journalRow, type StoredRow } from './journal-row.ts';
import { completionNumber, stateNumber } from './journal-states.ts';
import { unpackUuid } from './journal-uuid.ts';

type JournalReads = Pick<
  ImportJournal<unknown>,
  'rowsBetween' | 'lastPosition' | 'dueCompletions' | 'created' | 'idMap'
>;

/** Looks at the rows of a journal; `reasons` by their numbers. */
export function journalReads(
  { db, read }: JournalDisk,
  files: JournalFiles,
  reasons: () => readonly { readonly code: string }[],
): JournalReads {
  const rows = (where: string): ((...values: number[]) => JournalRow[]) => {
    const select = db.prepare(`SELECT * FROM rows WHERE ${where}`);
    return (...values) =>
      read(() =>
        (select.all(...values) as StoredRow[]).map((row) => journalRow(row, files.nameOf, reasons())),
      );
  };
  const between = rows('position BETWEEN ? AND ? ORDER BY position');
  const furthest = db.prepare('SELECT max(position) AS position FROM rows');
  const created = `position > ? AND state = ${stateNumber('created')}`;
  const mapped = db.prepare(
    `SELECT position, old_id, identity_id FROM rows WHERE position > ? AND old_id IS NOT NULL
     AND identity_id IS NOT NULL AND state IN (${theirs.map(stateNumber).join(', ')}) ORDER BY position LIMIT ?`,
  );
  return {
    rowsBetween: (first, last) => new Map(between(first, last).map((row) => [row.position, row])),
    lastPosition: () => read(() => Number(furthest.get()?.['position'] ?? 0)),
    dueCompletions: rows(`${created} AND completion = ${completionNumber('due')} ORDER BY position LIMIT ?`),
    created: rows(`${created} ORDER BY position LIMIT ?`),
    idMap: (after, limit) =>
      read(() =>
        mapped.all(after, limit).map((row) => ({
          position: Number(row['position']),
          oldId: unpackUuid(row['old_id']),
          identityId: unpackUuid(row['identity_id']),
        })),
      ),
  };
}

/** Ends after which the identity is that of the row; the others may tell of one that it clashes with. */
const theirs = ['created', 'updated', 'unchanged', 'skipped'] as const;
