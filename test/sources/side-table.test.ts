import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unjoinedProblems } from '../../src/sources/join-problems.ts';
import { openSideTable } from '../../src/sources/side-table.ts';

describe('a side table', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-side-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives what was put under a key, in that order', () => {
    const table = openSideTable<string | { deep: null[] }>(folder, 'meta');
    table.put('b', 'first of b');
    table.put('a', { deep: [null] });
    table.put('b', 'second of b');
    expect([table.get('b'), table.get('a'), table.get('c')]).toEqual([
      ['first of b', 'second of b'],
      [{ deep: [null] }],
      [],
    ]);
    table.close();
  });

  it('compares keys as they are, spaces, case and all', () => {
    const table = openSideTable<number>(folder, 'meta');
    for (const [place, key] of ['7', '07', ' 7', '\u00e9', 'e\u0301', 'A', 'a', ''].entries())
      table.put(key, place);
    expect(['7', '07', ' 7', '\u00e9', 'e\u0301', 'A', 'a', ''].map((key) => table.get(key))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((place) => [place]),
    );
    table.close();
  });

  it('takes more after it was asked', () => {
    const table = openSideTable<number>(folder, 'meta');
    table.put('a', 1);
    expect(table.get('a')).toEqual([1]);
    table.put('a', 2);
    expect(table.get('a')).toEqual([1, 2]);
    table.close();
  });

  it('gives everything in the order in which it was put, while it is asked for something else', () => {
    const table = openSideTable<number>(folder, 'users');
    for (let place = 0; place < 300; place += 1) table.put(String(place % 7), place);
    const seen: number[] = [];
    for (const value of table.all()) {
      seen.push(value);
      expect(table.get(String(value % 7)).length).toBeGreaterThan(41);
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, place) => place));
    table.close();
  });

  it('counts what nobody asked for, and names the first of it', () => {
    const table = openSideTable<number>(folder, 'meta');
    for (let place = 0; place < 10_000; place += 1) table.put(String(place), place);
    for (let place = 0; place < 10_000; place += 1)
      if (place !== 8765 && place !== 9876) table.get(String(place));
    table.get('0');
    expect(table.unjoined()).toEqual({ count: 2, first: 8765 });
    table.get('8765');
    table.get('9876');
    expect(table.unjoined()).toEqual({ count: 0, first: undefined });
    table.close();
  });

  it('tells of rows that belong to nobody as one warning at the first of them', () => {
    const table = openSideTable<{ place: { file: string; record: number; line: number } }>(folder, 'meta');
    const told = { what: 'rows of usermeta', of: 'the users', field: 'user_id' };
    expect(unjoinedProblems(table, told)).toEqual([]);
    for (const record of [1, 2, 3])
      table.put(String(record), { place: { file: 'meta.csv', record, line: record + 1 } });
    table.get('1');
    expect(unjoinedProblems(table, told)).toEqual([
      {
        place: { file: 'meta.csv', record: 2, line: 3 },
        field: 'user_id',
        code: 'unjoined',
        message:
          '2 of the rows of usermeta belong to nobody in the users, of which this is the first; they are left out',
        fatal: false,
      },
    ]);
    table.close();
  });

  it('lies in a file that only its owner reads; two of one name do not meet', () => {
    const one = openSideTable<number>(folder, 'meta');
    const other = openSideTable<number>(folder, 'meta');
    one.put('a', 1);
    expect(other.get('a')).toEqual([]);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    one.close();
    other.close();
  });

  it('says of a folder that cannot be written to which one it is', () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    expect(() => openSideTable(file, 'meta')).toThrow(
      expect.objectContaining({ code: 'storage-failed', message: expect.stringContaining(file) as string }),
    );
  });
});
