import type { Database } from '../../sqlite/database.ts';

/** Where the line of a row lies in the file of rejects, in bytes. */
export interface LineRange {
  readonly position: number;
  readonly start: number;
  readonly length: number;
}

/**
 * Which lines of the file of rejects still tell the truth: a row that was uncertain may be created at last, and its line is
 * not to be imported again then. Within a transaction.
 */
export interface RejectLines {
  add(line: LineRange): void;
  /** Whether the row had one. */
  drop(position: number): boolean;
  /** In the order of the file. */
  all(): Iterable<LineRange>;
  /** The same lines, with nothing between them. */
  readonly closeUp: () => void;
  readonly clear: () => void;
}

export function rejectLinesIn(db: Database): RejectLines {
  const insert = db.prepare('INSERT INTO reject_lines (position, start, length) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM reject_lines WHERE position = ?');
  const select = db.prepare('SELECT position, start, length FROM reject_lines ORDER BY start');
  return {
    add: ({ position, start, length }) => void insert.run(position, start, length),
    drop: (position) => remove.run(position).changes > 0,
    *all() {
      for (const { position, start, length } of select.iterate()) {
        yield { position: Number(position), start: Number(start), length: Number(length) };
      }
    },
    closeUp: () =>
      db.exec(
        `UPDATE reject_lines SET start = packed.start FROM (
           SELECT position, sum(length) OVER (ORDER BY start) - length AS start FROM reject_lines
         ) AS packed WHERE packed.position = reject_lines.position`,
      ),
    clear: () => db.exec('DELETE FROM reject_lines'),
  };
}
