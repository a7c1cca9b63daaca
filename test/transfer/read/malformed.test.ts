import { execFile } from 'node:child_process';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReadRow } from '../../../src/transfer/import/import-row.ts';
import { rowsOf, rowsOfText, seen, withFolder } from './input-rows.ts';

const person = (who: string) => ({ schema_id: 'default', traits: { email: `${who}@example.com` } });
const [ada, ben] = [person('ada'), person('ben')];
const [first, second] = [JSON.stringify(ada), JSON.stringify(ben)];
const around = (middle: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${first}\n`), Buffer.from(middle), Buffer.from(`\n${second}\n`)]);

describe('a row that is broken costs itself, and the place is told', () => {
  it.each<[string, string | Buffer, string]>([
    [
      'a comma too many',
      '{"traits":{"a":1,}}',
      '2 syntax at line 2: At line 2, column 18: a key in quotes is expected',
    ],
    [
      'a bracket too few',
      '{"traits":{"a":1}',
      '2 syntax at line 2: At line 2, column 18: a comma or } is expected',
    ],
    [
      'a key that is there twice',
      '{"traits":{"a":1,"b":{},"a":2}}',
      '2 syntax at line 2 /traits/a: At line 2, column 25: a key is there twice in one object',
    ],
    [
      'a NUL',
      '{"traits":{"a":"x\0y"}}',
      '2 nul at line 2 /traits/a: At line 2, column 18: there is a NUL in it, which no database of Kratos stores',
    ],
    [
      'a NUL, written as an escape',
      '{"traits":{"a":"x\\u0000y"}}',
      '2 nul at line 2 /traits/a: At line 2, column 16: there is a NUL in it, which no database of Kratos stores',
    ],
    [
      'half of a character',
      '{"traits":{"a":"\\ud83d"}}',
      '2 encoding at line 2 /traits/a: At line 2, column 16: half of a character (a lone surrogate) is written in it',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from('{"traits":{"a":"\xe9"}}', 'latin1'),
      '2 encoding at line 2: Byte 17 of the record (0xE9) is no UTF-8; the file looks like Windows-1252 or Latin-1 (convert it with: iconv -f WINDOWS-1252 -t UTF-8)',
    ],
    [
      '100,000 levels',
      `{"traits":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      '2 syntax at line 2: At line 2, column 522: it is nested deeper than 512 levels',
    ],
    [
      '100,000 objects in each other',
      `{"traits":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      '2 syntax at line 2: At line 2, column 2566: it is nested deeper than 512 levels',
    ],
    ['no object', '["ada"]', '2 not-a-record at line 2: A JSON object is expected here, and this is none'],
    [
      'a whole number beyond 2^53',
      '{"traits":{"n":9007199254740993}}',
      '2 number at line 2 /traits/n: the number has more digits than can be kept, and would be changed; write it as a text, or with at most 15 digits',
    ],
    [
      'digits that would be lost',
      '{"traits":{"n":[0.1, 0.1234567890123456789]}}',
      '2 number at line 2 /traits/n/1: the number has more digits than can be kept, and would be changed; write it as a text, or with at most 15 digits',
    ],
  ])('%s', async (_, middle, told) => {
    const found = seen(await rowsOfText('people.jsonl', around(middle)));
    expect(found.bodies[0]).toEqual(ada);
    expect(found.bodies.at(-1)).toEqual(ben);
    expect(found.told).toEqual([told]);
  });

  it('also over many lines, with the line in which it breaks', async () => {
    const rows = await rowsOfText(
      'people.json',
      `[\n  {\n    "traits": {\n      "a": 1,\n    }\n  },\n  {\n    "traits": {"a": "x}\n  },\n  ${first}\n]\n`,
    );
    expect(seen(rows)).toEqual({
      bodies: [ada],
      told: [
        '1 syntax at line 2: At line 5, column 5: a key in quotes is expected',
        '2 syntax at line 7: At line 8, column 24: a line ends within a text: its closing quote is missing; reading goes on at line 10',
      ],
    });
  });

  it('with the digits of its numbers as they are written, for the rejects', async () => {
    const text = '{"traits":{"n":9007199254740993,"m":1.50}}';
    const [row] = await rowsOfText('people.jsonl', text);
    expect(row).toMatchObject({ row: { problems: [{ rejects: true }], body: { traits: { m: 1.5 } } } });
    const original = await withFolder(async (folder) => {
      const path = join(folder, 'people.jsonl');
      await writeFile(path, text);
      const [one] = await rowsOf([path]);
      return one !== undefined && 'row' in one ? JSON.stringify(one.row.original) : '';
    });
    expect(original).toBe('{"traits":{"n":9007199254740993,"m":1.5}}');
  });
});

describe('a file that breaks off gives what stands before', () => {
  it.each<[string, string | Buffer, string]>([
    [
      'a line',
      `${first}\n${second.slice(0, -9)}`,
      'truncated at line 2: The file ends before this record does: it is cut off, or the record lacks a quote or a bracket',
    ],
    [
      'a list, in a row',
      `[${first},${second.slice(0, -9)}`,
      'truncated at line 1: The file ends before this record does: it is cut off, or the record lacks a quote or a bracket',
    ],
    [
      'a list, behind a row',
      `[\n${first},\n`,
      'truncated at line 3: The file ends before the list of records does',
    ],
    [
      'a list of a batch',
      `{"identities":[\n{"create":${first}}]`,
      'truncated at line 2: The file ends before the object around the records does',
    ],
    [
      'a packed file',
      gzipSync(`${first}\n${second}\n`).subarray(0, -8),
      'truncated at line 3: people.json ends too early: the end of the gzip file is missing',
    ],
  ])('%s', async (_, content, told) => {
    const found = seen(await rowsOfText('people.json', content));
    expect(found.bodies[0]).toEqual(ada);
    expect(found.told).toEqual([`${found.bodies.length + 1} ${told}`]);
  });
});

describe('commas between rows', () => {
  it.each<[string, string, string[]]>([
    [
      'behind the last',
      `[${first},\n${second},\n]`,
      ['file syntax at line 3: At line 3, column 1: a comma stands behind the last record'],
    ],
    [
      'behind each line',
      `${first},\n${second},\n`,
      [
        'file syntax at line 1: At line 1, column 61: a comma stands behind the record',
        'file syntax at line 2: At line 2, column 61: a comma stands behind the record',
      ],
    ],
    [
      'missing',
      `[${first}\n${second}]`,
      ['file syntax at line 2: At line 2, column 1: a comma or ] is expected'],
    ],
  ])('cost no row, too many or too few: %s', async (_, content, told) => {
    expect(seen(await rowsOfText('people.json', content))).toEqual({ bodies: [ada, ben], told });
  });

  it('are told of often enough, not of each', async () => {
    const { bodies, told } = seen(await rowsOfText('people.jsonl', `${first},\n`.repeat(1000)));
    expect([bodies.length, told.length]).toEqual([1000, 10]);
  });
});

describe('a line of 100 MB', () => {
  it.each<[string, string, string, string, string]>([
    ['people.jsonl', `${first}\n{"traits":{"a":"`, '"}}', second, '16777216 bytes'],
    ['people.jsonl', '{"traits":{"a":"', '"}}', second, '16777216 are the limit'],
    ['people.json', `[\n${first},\n{"traits":{"a":"`, '"}},', `${second}]`, '16777216 are the limit'],
    ['people.yaml', `- ${first}\n- traits: {a: "`, '"}', `- ${second}`, '1048576 are the limit'],
  ])('costs itself, and no more memory than the limit: %s %#', async (name, before, behind, last, limit) => {
    await withFolder(async (folder) => {
      const path = join(folder, name);
      const file = await open(path, 'w');
      await file.write(before);
      for (let count = 0; count < 100; count += 1) await file.write(Buffer.alloc(1_000_000, 'x'));
      await file.write(`${behind}\n${last}\n`);
      await file.close();
      const { rows, grown } = await readApart(path);
      const { bodies, told } = seen(rows);
      expect(bodies.at(-1)).toEqual(ben);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(limit);
      expect(grown).toBeLessThan(90);
    });
  });
});

const module = (name: string): string =>
  JSON.stringify(import.meta.resolve(`../../../src/transfer/read/${name}`));

/** Reads a file in a process of its own; `grown` is how many MB more it took at most than it did before. */
async function readApart(path: string): Promise<{ rows: ReadRow[]; grown: number }> {
  const script = `
    const { openImportInput } = await import(${module('open-import-input.ts')});
    const { readRows } = await import(${module('read-rows.ts')});
    await import(${module('read-yaml-records.ts')});
    const peak = () => process.resourceUsage().maxRSS / 1024;
    const before = peak();
    const world = { stdin: () => process.stdin, signal: new AbortController().signal, workFolder: '' };
    const rows = [];
    for await (const chunk of readRows(await openImportInput([process.argv[1]], {}, world), world)) rows.push(...chunk);
    console.log(JSON.stringify({ rows, grown: peak() - before }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, path]);
  return JSON.parse(stdout) as { rows: ReadRow[]; grown: number };
}

describe('is refused before anything is read', () => {
  it('what is no file of identities', async () => {
    await withFolder(async (folder) => {
      const path = (name: string) => join(folder, name);
      await mkdir(path('folder'));
      await writeFile(path('empty.json'), '');
      await writeFile(path('utf16.json'), Buffer.from(first, 'utf16le'));
      await writeFile(path('zip'), 'PK\u0003\u0004');
      expect(await refused([path('folder')])).toBe(`${path('folder')} cannot be read: it is a folder.`);
      expect(await refused([path('none.json')])).toBe(
        `${path('none.json')} cannot be read: there is no such file.`,
      );
      expect(await refused([path('empty.json')])).toBe(`${path('empty.json')} cannot be read: it is empty.`);
      expect(await refused([path('utf16.json')])).toMatch(/ cannot be read: it is UTF-16LE, not UTF-8 /);
      expect(await refused([path('zip')])).toMatch(/ cannot be read: it is a zip archive /);
      expect(await refused(['-'])).toBe('standard input cannot be read: it is empty.');
      expect(await refused(['-', '-'])).toBe('Standard input can be read once.');
    });
  });
});

const refused = (names: readonly string[]): Promise<string> =>
  rowsOf(names).then(
    () => 'read',
    (error: unknown) => (error as Error).message,
  );
