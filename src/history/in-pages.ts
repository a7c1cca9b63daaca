import { setImmediate } from 'node:timers/promises';
import type { Database } from '../sqlite/database.ts';
import type { HistoryFile } from './history-file.ts';

/**
 * Shows `look` every row that `sql` selects, in the order of a number: the first parameter of `sql` is the number to go
 * on after, the second how many. Rows come one by one, a few hundred in one look at the database; between those the
 * process can heed a signal.
 */
export async function inPages(
  file: HistoryFile,
  sql: string,
  look: (row: Readonly<Record<string, unknown>>, db: Database) => void,
): Promise<void> {
  // Numbers begin at 1; whoever looks for what does not belong there sees lesser ones too.
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const last = await file.read((db) => {
      let number: number | undefined;
      for (const row of db.prepare(sql).iterate(after, rowsAtOnce)) {
        look(row, db);
        number = Number(row['number']);
      }
      return number;
    });
    if (last === undefined) return;
    after = last;
    await setImmediate();
  }
}

const rowsAtOnce = 500;
