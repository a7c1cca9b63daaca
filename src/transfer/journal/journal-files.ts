import type { Database } from '../../sqlite/database.ts';

/** Names of input files, which rows refer to by number. */
export interface JournalFiles {
  /** Within a transaction. */
  numberOf(name: string): number;
  readonly nameOf: (number: number) => string;
  /** After a transaction that was taken back. */
  readAgain(): void;
}

export function journalFiles(db: Database): JournalFiles {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const insert = db.prepare('INSERT INTO files (number, name) VALUES (?, ?)');
  const select = db.prepare('SELECT name FROM files ORDER BY number');
  const remember = (name: string): number => {
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const readAgain = (): void => {
    names.length = 0;
    numbers.clear();
    for (const row of select.all()) remember(String(row['name']));
  };
  readAgain();
  return {
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      insert.run(names.length, name);
      return remember(name);
    },
    nameOf: (number) => names[number] ?? '',
    readAgain,
  };
}
