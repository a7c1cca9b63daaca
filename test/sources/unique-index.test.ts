import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUniqueIndex, type UniqueIndex } from '../../src/sources/unique-index.ts';

describe('an index of what is unique', () => {
  let folder: string;
  let index: UniqueIndex;
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
});

function at(file: string, record: number): { file: string; record: number; line: number } {
  return { file, record, line: record + 1 };
}
