import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AskableIndex, openUniqueIndex } from '../../src/sources/unique-index.ts';

describe('an index of what is unique', () => {
  let folder: string;
  let index: AskableIndex;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-unique-'));
    index = openUniqueIndex(folder);
  });
  afterEach(() => {
    index.close();
    rmSync(folder, { recursive: true });
  });

  it('names the place that has a key already', () => {
    expect(index.claim(['name:ada@example.com'], at('a.json', 1))).toBeUndefined();
    expect(index.claim(['name:lin@example.com'], at('a.json', 2))).toBeUndefined();
    expect(index.claim(['link:google:1', 'name:lin@example.com'], at('b.json', 1))).toEqual(at('a.json', 2));
    expect(index.claim(['name:ada@example.com'], at('b.json', 2))).toEqual(at('a.json', 1));
  });

  it('takes all keys or none', () => {
    index.claim(['name:ada@example.com'], at('a.json', 1));
    expect(index.claim(['name:lin', 'name:ada@example.com', 'external_id:7'], at('a.json', 2))).toEqual(
      at('a.json', 1),
    );
    expect(index.claim(['external_id:7', 'name:lin'], at('a.json', 3))).toBeUndefined();
  });

  it('takes a key once that is there twice', () => {
    expect(index.claim(['name:ada', 'name:ada'], at('a.json', 1))).toBeUndefined();
    expect(index.claim(['name:lin', 'name:lin', 'name:ada'], at('a.json', 2))).toEqual(at('a.json', 1));
    expect(index.claim(['name:lin'], at('a.json', 3))).toBeUndefined();
  });

  it('knows of places without lines, and of nothing to claim', () => {
    const place = { file: 'a.json', record: 3, line: undefined };
    expect(index.claim([], place)).toBeUndefined();
    expect(index.claim(['name:ada'], place)).toBeUndefined();
    expect(index.claim(['name:ada'], at('a.json', 4))).toEqual(place);
  });

  it('lets a place claim again what it has', () => {
    index.claim(['name:ada', 'name:lin'], at('a.json', 1));
    expect(index.claim(['name:lin', 'name:ada', 'name:sam'], at('a.json', 1))).toBeUndefined();
    expect(index.claim(['name:sam'], at('a.json', 2))).toEqual(at('a.json', 1));
  });

  it('keeps kinds of keys apart, as far as they have nothing in common', () => {
    expect(index.claim([{ text: 'ada', kinds: 0b0011 }], at('a.json', 1))).toBeUndefined();
    expect(index.claim([{ text: 'ada', kinds: 0b1100 }], at('a.json', 2))).toBeUndefined();
    expect(index.claim([{ text: 'ada', kinds: 0b0110 }], at('a.json', 3))).toEqual(at('a.json', 2));
    expect(index.claim(['ada'], at('a.json', 4))).toEqual(at('a.json', 2));
    expect(index.holder({ text: 'ada', kinds: 0b0001 })).toEqual(at('a.json', 1));
    expect(index.holder({ text: 'ada', kinds: 0b10000 })).toBeUndefined();
    expect(index.holder({ text: 'Ada', kinds: 0b0001 })).toBeUndefined();
  });

  it('tells 40,000 keys apart, and finds each again', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => row + 1);
    expect(rows.filter((row) => index.claim(keys(row), at('a.json', row)) !== undefined)).toEqual([]);
    const lost = rows.filter((row) =>
      keys(row).some((key) => index.claim([`new-${row}`, key], at('b.json', row))?.record !== row),
    );
    expect(lost).toEqual([]);
    expect(rows.filter((row) => index.holder(`new-${row}`) !== undefined)).toEqual([]);
  });

  it('takes keys of any length and with half a character', () => {
    const long = 'x'.repeat(300_000);
    expect(index.claim([long, `${long}y`, '', '\ud800', '\udc00'], at('a.json', 1))).toBeUndefined();
    for (const key of [long, `${long}y`, '', '\ud800', '\udc00']) {
      expect(index.claim([key], at('a.json', 2))).toEqual(at('a.json', 1));
    }
    expect(index.claim([`${long}z`, '\ud801'], at('a.json', 2))).toBeUndefined();
  });

  it('leaves nothing behind', () => {
    const other = openUniqueIndex(folder);
    other.claim(['name:ada'], at('a.json', 1));
    const open = readdirSync(folder).length;
    other.close();
    expect(readdirSync(folder)).toHaveLength(open - 1);
  });
});

const keys = (row: number) => [`name:person-${row}@example.com`, `link:${'é'.repeat(row % 9)}${row}`];

function at(file: string, record: number): { file: string; record: number; line: number } {
  return { file, record, line: record + 1 };
}
