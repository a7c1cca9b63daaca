import type { Database } from '../sqlite/database.ts';

/** Of identifiers, not of people, where somebody has several. `again`: Kratos asked for them after they had come over. */
export type Counts = {
  readonly total: number;
  readonly migrated: number;
  readonly left: number;
  readonly again: number;
};

/** How many there are of each kind, the most frequent first, and how many of them have logged in with the right password. */
export function migrationCounts(db: Database): Counts & { readonly kinds: ReadonlyMap<string, Counts> } {
  const rows = db.prepare('SELECT kind, total, migrated, again FROM kinds ORDER BY total DESC, kind').all();
  const kinds = new Map(rows.map((row) => [String(row['kind']), countsOf(row)]));
  const all = [...kinds.values()];
  const sum = (name: keyof Counts): number => all.reduce((total, counts) => total + counts[name], 0);
  return { total: sum('total'), migrated: sum('migrated'), left: sum('left'), again: sum('again'), kinds };
}

function countsOf(row: Readonly<Record<string, unknown>>): Counts {
  const [total, migrated, again] = [Number(row['total']), Number(row['migrated']), Number(row['again'])];
  return { total, migrated, left: total - migrated, again };
}
