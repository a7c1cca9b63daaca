import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, emailsIn, faultyImport, isBatch, person, type FaultyImport } from './faulty-import.ts';

const line = (number: number): string => `${JSON.stringify(person(number))}\n`;
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('an import of input that is not as it should be', () => {
  let run: FaultyImport;
  beforeEach(async () => (run = await faultyImport([], {})));
  afterEach(() => run.close());

  it.each<[what: string, content: Buffer, created: readonly number[], rejectedAt: readonly number[]]>([
    ['a file that ends in the middle of a row', bytes(line(1), line(2).slice(0, 20)), [1], [2]],
    ['a list that ends in the middle of a row', bytes('[', line(1), ',', line(2).slice(0, 20)), [1], [2]],
    [
      'a trailing comma in a row',
      bytes(line(1), '{"traits":{"email":"x@example.com",}}\n', line(3)),
      [1, 3],
      [2],
    ],
    ['no JSON', bytes(line(1), 'certainly not\n', line(3)), [1, 3], [2]],
    [
      'NUL in the bytes',
      bytes(line(1), '{"traits":{"email":"x', [0], '@example.com"}}\n', line(3)),
      [1, 3],
      [2],
    ],
    [
      'NUL in a text',
      bytes(line(1), String.raw`{"traits":{"email":"x\u0000@example.com"}}`, '\n', line(3)),
      [1, 3],
      [2],
    ],
    [
      'bytes that are no UTF-8',
      bytes(line(1), '{"traits":{"email":"', [0xff, 0xfe], '@example.com"}}\n', line(3)),
      [1, 3],
      [2],
    ],
    ['nesting without end', bytes(line(1), `{"traits":${'['.repeat(100_000)}\n`, line(3)), [1, 3], [2]],
    [
      'a key that stands twice',
      bytes(line(1), '{"traits":{"email":"a@example.com","email":"b@example.com"}}\n', line(3)),
      [1, 3],
      [2],
    ],
    ['a number instead of a row', bytes(line(1), '7\n', line(3)), [1, 3], [2]],
    [
      'a byte order mark and CRLF',
      bytes([0xef, 0xbb, 0xbf], line(1).replace('\n', '\r\n'), line(2)),
      [1, 2],
      [],
    ],
    ['empty lines, and no end of the last', bytes('\n\n', line(1), '\n', line(2).trimEnd()), [1, 2], []],
    ['an empty list', bytes('[]'), [], []],
  ])('%s costs that row, and no other', async (_, content, created, rejectedAt) => {
    writeFileSync(run.file, content);
    const ended = await run.run();
    expect(ended.outcome.results).toMatchObject({
      read: created.length + rejectedAt.length,
      created: created.length,
      rejected: rejectedAt.length,
      uncertain: 0,
    });
    expect(ended.exit).toBe(rejectedAt.length === 0 ? 0 : 6);
    expect(await emailsIn(run)).toEqual(created.map(emailOf));
    expect(rejectedRecords(run, rejectedAt.length)).toEqual(rejectedAt);
  });

  it('a line of 100 MB costs that row, and no other', async () => {
    // Packed it is small, and is unpacked on the way.
    const long = Buffer.concat([
      Buffer.from('{"traits":{"email":"'),
      Buffer.alloc(100_000_000, 'x'),
      Buffer.from('"}}\n'),
    ]);
    writeFileSync(
      run.file,
      gzipSync(Buffer.concat([Buffer.from(line(1)), long, Buffer.from(line(3))]), { level: 1 }),
    );
    const ended = await run.run();
    expect(ended.outcome.results).toMatchObject({ read: 3, created: 2, rejected: 1 });
    expect(rejectedRecords(run, 1)).toEqual([2]);
  });

  it.each([
    ['an empty file', (file: string) => writeFileSync(file, ''), 'it is empty'],
    ['a folder', (file: string) => mkdirSync(`${file}.d`), 'it is a folder'],
    ['text in UTF-16', (file: string) => writeFileSync(file, Buffer.from(line(1), 'utf16le')), 'UTF-16'],
  ])('%s is refused, and nothing is sent', async (what, make, why) => {
    make(run.file);
    const file = what === 'a folder' ? `${run.file}.d` : run.file;
    const ended = await run.user.call(['import', file, '--format', 'json']);
    expect([ended.exit, ended.outcome.error?.code]).toEqual([2, 'usage']);
    expect(ended.outcome.error?.message).toContain(why);
    expect(run.proxy.seen.filter(isBatch)).toEqual([]);
  });
});

/** Records that the lines of the file of rejects tell of; there is none where there is no line. */
function rejectedRecords({ user }: FaultyImport, lines: number): number[] {
  if (lines === 0) return [];
  const text = readFileSync(join(user.home, 'people.rejects.jsonl'), 'utf8').trimEnd();
  return text.split('\n').map((one) => (JSON.parse(one) as { record: number }).record);
}
