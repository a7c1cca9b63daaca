import { onWorkDisk, openWorkDatabase } from './work-database.ts';

/**
 * Records of one file that are joined to those of another (hashes, usermeta, identities, factors …), on disk, for there
 * may be millions. Keys are compared as they are. All of it is synchronous: there is no other user of the disk to wait for.
 */
export interface SideTable<V> {
  /** Appends; a key may have any number of values. Values are JSON. */
  put(key: string, value: V): void;
  /** What was put under the key, in that order; they count as joined from now on. */
  get(key: string): V[];
  /** Whether anything was put under the key; that does not count as joined. */
  has(key: string): boolean;
  /** Every value in the order of `put`; joined or not. */
  all(): Iterable<V>;
  /** How many values no `get` has asked for, and the first of them, so that it can be told where it stands. */
  unjoined(): { readonly count: number; readonly first: V | undefined };
  close(): void;
}

/** Opens an empty table in the folder. Throws storage-failed, as its methods do. */
export function openSideTable<V>(workFolder: string, name: string): SideTable<V> {
  const db = openWorkDatabase(workFolder, name, [
    'CREATE TABLE side (id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL) STRICT',
  ]);
  const insert = db.prepare('INSERT INTO side (id, key, value) VALUES (?, ?, ?)');
  const select = db.prepare('SELECT id, value FROM side WHERE key = ? ORDER BY id');
  const find = db.prepare('SELECT 1 FROM side WHERE key = ? LIMIT 1');
  const joined = bitmap();
  let count = 0;
  let hasIndex = false;

  return {
    put(key, value) {
      onWorkDisk(workFolder, () => insert.run(count, key, JSON.stringify(value)));
      count += 1;
    },
    get(key) {
      if (count === 0) return [];
      return onWorkDisk(workFolder, () => {
        index();
        return select.all(key).map((row) => {
          joined.set(Number(row['id']));
          return JSON.parse(String(row['value'])) as V;
        });
      });
    },
    has(key) {
      if (count === 0) return false;
      return onWorkDisk(workFolder, () => {
        index();
        return find.get(key) !== undefined;
      });
    },
    *all() {
      for (const row of db.prepare('SELECT value FROM side ORDER BY id').iterate()) {
        yield JSON.parse(String(row['value'])) as V;
      }
    },
    unjoined() {
      const first = joined.firstUnset();
      if (first >= count) return { count: 0, first: undefined };
      const row = onWorkDisk(workFolder, () => db.prepare('SELECT value FROM side WHERE id = ?').get(first));
      return { count: count - joined.size(), first: JSON.parse(String(row?.['value'])) as V };
    },
    close() {
      db.close();
    },
  };

  // A million keys in any order take 25 s into an index that is there, and 3 s with one that is made of all (measured).
  function index(): void {
    if (hasIndex) return;
    db.exec('CREATE INDEX side_by_key ON side (key)');
    hasIndex = true;
  }
}

/** A bit for each number: 125 KB for a million. */
function bitmap(): { set(at: number): void; size(): number; firstUnset(): number } {
  let bytes = new Uint8Array(1024);
  let size = 0;
  return {
    set(at) {
      if (at >> 3 >= bytes.length) {
        const grown = new Uint8Array(Math.max(bytes.length * 2, (at >> 3) + 1));
        grown.set(bytes);
        bytes = grown;
      }
      const byte = bytes[at >> 3] ?? 0;
      const bit = 1 << (at & 7);
      if ((byte & bit) === 0) size += 1;
      bytes[at >> 3] = byte | bit;
    },
    size: () => size,
    firstUnset() {
      const at = bytes.findIndex((byte) => byte !== 0xff);
      if (at === -1) return bytes.length * 8;
      let bit = 0;
      while (((bytes[at] ?? 0) & (1 << bit)) !== 0) bit += 1;
      return at * 8 + bit;
    },
  };
}
