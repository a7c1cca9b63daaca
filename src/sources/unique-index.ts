import type { RecordPlace } from '../records/record.ts';
import { onWorkDisk, openWorkDatabase } from './work-database.ts';

/** What must be unique in a whole input of millions: addresses, user names, links, ids. On disk; exact, not by a hash. */
export interface UniqueIndex {
  /**
   * Takes all of the keys for a place, or, where one of them is taken already, none of them: then the answer is the place
   * that has the first such key. A key that stands twice among `keys` is one.
   */
  claim(keys: readonly string[], place: RecordPlace): RecordPlace | undefined;
  close(): void;
}

/** Opens an empty index in the folder. Throws storage-failed, as its methods do. */
export function openUniqueIndex(workFolder: string): UniqueIndex {
  const db = openWorkDatabase(workFolder, 'unique', [
    `CREATE TABLE claims (key TEXT PRIMARY KEY, file INTEGER NOT NULL, record INTEGER NOT NULL, line INTEGER)
     STRICT, WITHOUT ROWID`,
  ]);
  // Keys come in any order. With 64 MB 2,000,000 of them take 7 s, with the usual 2 MB 12 s; as hashes of 64 bits
  // 8 s, and now and then one of two people would be turned away (measured).
  db.exec('PRAGMA cache_size = -64000');
  const insert = db.prepare(
    'INSERT INTO claims (key, file, record, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = db.prepare('SELECT file, record, line FROM claims WHERE key = ?');
  const remove = db.prepare('DELETE FROM claims WHERE key = ?');
  const files = fileNumbers();

  return {
    claim(keys, place) {
      return onWorkDisk(workFolder, () => {
        const taken: string[] = [];
        for (const key of new Set(keys)) {
          if (insert.run(key, files.numberOf(place.file), place.record, place.line ?? null).changes === 0) {
            for (const one of taken) remove.run(one);
            return holder(key);
          }
          taken.push(key);
        }
        return undefined;
      });
    },
    close() {
      db.close();
    },
  };

  function holder(key: string): RecordPlace {
    const row = select.get(key);
    const line = row?.['line'] ?? null;
    return {
      file: files.nameOf(Number(row?.['file'])),
      record: Number(row?.['record']),
      line: line === null ? undefined : Number(line),
    };
  }
}

function fileNumbers(): { numberOf(file: string): number; nameOf(number: number): string } {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  return {
    numberOf(file) {
      const known = numbers.get(file);
      if (known !== undefined) return known;
      numbers.set(file, names.length);
      return names.push(file) - 1;
    },
    nameOf: (number) => names[number] ?? '',
  };
}
