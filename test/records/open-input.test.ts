import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInput } from '../../src/records/open-input.ts';
import { whyUnreadable } from '../../src/records/open-path.ts';
import { readCsvRecords } from '../../src/records/read-csv-records.ts';
import { readJsonRecords } from '../../src/records/read-json-records.ts';
import { readLdifRecords } from '../../src/records/read-ldif-records.ts';
import { readTsvRecords } from '../../src/records/read-tsv-records.ts';
import { zstdFrames } from '../../src/records/zstd-frames.ts';
import { failureOf } from '../kratos/failure.ts';
import { inputOf, readAll } from './reading.ts';

describe('the input of a reader of records', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-records-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function written(content: string | Buffer, name = 'users.json'): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it.each([
    ['as it is', (content: string) => Buffer.from(content)],
    ['with gzip', (content: string) => gzipSync(content)],
    [
      'with gzip, in two members',
      (content: string) => Buffer.concat([gzipSync(content.slice(0, 9)), gzipSync(content.slice(9))]),
    ],
    ['with zstd', (content: string) => zstdCompressSync(content)],
    [
      'with zstd behind a skippable frame',
      (content: string) => Buffer.concat([skippable, zstdCompressSync(content)]),
    ],
  ])('is packed or not, whatever its name says: %s', async (_, pack) => {
    const packed = pack('\uFEFF{"a":1}\n{"a":2}\n');
    const file = await openInput(written(packed));
    expect(file.size).toBe(packed.length);
    expect((await file.head(5)).toString()).toBe('{"a":');
    expect(await readAll(readJsonRecords(file))).toMatchObject({
      values: [{ a: 1 }, { a: 2 }],
      places: ['1:1', '2:2'],
    });
    expect(file.taken()).toBe(packed.length);
  });

  it('loses nothing of standard input when its beginning was looked at', async () => {
    for (const sizes of [[1], [3, 100], [1000]]) {
      const file = await inputOf(gzipSync('{"a":1}\n{"a":2}'), sizes);
      expect((await file.head(1000)).toString()).toBe('{"a":1}\n{"a":2}');
      expect((await file.head(3)).toString()).toBe('{"a');
      expect((await readAll(readJsonRecords(file))).values).toEqual([{ a: 1 }, { a: 2 }]);
      expect(file).toMatchObject({ name: 'standard input', size: undefined });
    }
  });

  it('is a pipe, read as it comes', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // It has the pipe open for reading, too, so that it waits for nobody.
    const script = `exec 3<>"$0"; printf '{"a":1}\\n{"a":"of more than thirty bytes"}\\n' >&3; echo ready; read end`;
    const writer = spawn('sh', ['-c', script, pipe]);
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    const file = await openInput(pipe);
    writer.stdin.end();
    expect((await file.head(7)).toString()).toBe('{"a":1}');
    expect((await readAll(readJsonRecords(file))).values).toEqual([
      { a: 1 },
      { a: 'of more than thirty bytes' },
    ]);
    expect(file.size).toBeUndefined();
  });

  it('is refused before anything is done where nothing can come of it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    mkdirSync(join(folder, 'folder'));
    symlinkSync('circle', join(folder, 'circle'));
    const inputs: [string, string][] = [
      [join(folder, 'folder'), 'it is a folder'],
      [join(folder, 'missing'), 'there is no such file'],
      [join(written('', 'file'), 'below'), 'there is no such file'],
      [join(folder, 'circle'), 'its links lead in a circle'],
      [pipe, 'it is an empty pipe that nobody writes to'],
      ['/dev/null', 'it is neither a file nor a pipe'],
      [written('', 'empty'), 'it is empty'],
      [written(gzipSync(''), 'empty.gz'), 'it is empty'],
      [written('\uFEFF', 'mark'), 'it is empty'],
      [written('PK\u0003\u0004....', 'zip'), 'it is a zip archive (unpack it with unzip)'],
      [written('BZh91AY', 'bz2'), 'it is packed with bzip2 (unpack it with bunzip2)'],
      [written(Buffer.from('fd377a585a0000', 'hex'), 'xz'), 'it is packed with xz (unpack it with unxz)'],
      [
        written(Buffer.from('\uFEFF{"a":1}', 'utf16le'), '16'),
        'it is UTF-16, not UTF-8 (convert it with: iconv -f UTF-16 -t UTF-8)',
      ],
      [
        written(Buffer.from('id,name\n', 'utf16le'), '16le'),
        'it is UTF-16LE, not UTF-8 (convert it with: iconv -f UTF-16LE -t UTF-8)',
      ],
      [
        written(Buffer.from('id,name\n', 'utf16le').swap16(), '16be'),
        'it is UTF-16BE, not UTF-8 (convert it with: iconv -f UTF-16BE -t UTF-8)',
      ],
    ];
    for (const [path, reason] of inputs) {
      const failure = await failureOf(openInput(path));
      expect(failure).toMatchObject({ code: 'usage', message: `${path} cannot be read: ${reason}.` });
    }
    expect(await failureOf(openInput('-'))).toMatchObject({
      message: 'standard input cannot be read: there is none.',
    });
  });

  it('is refused where this user may not read it', () => {
    expect(whyUnreadable(Object.assign(new Error(''), { code: 'EACCES' }))).toBe('this user may not read it');
  });

  it('tells where a packed file ends too early, after all that was in it', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => JSON.stringify({ at, more: Math.sin(at) }));
    for (const pack of [gzipSync, zstdCompressSync]) {
      const packed = pack(`${lines.join('\n')}\n`);
      const file = await openInput(written(packed.subarray(0, packed.length >> 1)));
      const { values, problems } = await readAll(readJsonRecords(file));
      expect(values.length).toBeGreaterThan(1000);
      expect(values).toEqual(lines.slice(0, values.length).map((line) => JSON.parse(line) as unknown));
      expect(problems).toMatchObject([{ code: 'truncated', fatal: true }]);
      expect(problems[0]?.message).toMatch(/ends too early: the end of the (gzip|zstd) file is missing\.$/);
    }
  });

  it('is whole only where a file of zstd ends with a frame, wherever it is cut', () => {
    const frames = [zstdCompressSync('a'.repeat(500)), skippable, zstdCompressSync(randomBytes(400_000))];
    const checked = zstdCompressSync('text', { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    const content = Buffer.concat([...frames, checked]);
    const ends = [...frames, checked].map(
      (_, at) => Buffer.concat([...frames, checked].slice(0, at + 1)).length,
    );
    const whole: number[] = [];
    for (const step of [1, 7, 100_000]) {
      const { follow, isWhole } = zstdFrames();
      for (let at = 0; at < content.length; at += step) {
        follow(content.subarray(at, at + step));
        if (isWhole() && step === 1) whole.push(at + 1);
      }
      expect(isWhole()).toBe(true);
    }
    expect(whole).toEqual(ends);
  });

  it('tells where a packed file is damaged, whatever reads it', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${at}\t${Math.sin(at)}`).join('\n');
    const packed = gzipSync(`id\tsin\n${rows}\n`);
    // The checksum.
    packed.fill(0, packed.length - 8, packed.length - 4);
    const file = written(packed);
    for (const read of [readCsvRecords, readTsvRecords, readLdifRecords]) {
      const { problems } = await readAll(read(await openInput(file)));
      const message = `${file} cannot be unpacked further: it is damaged (gzip -t says more).`;
      expect(problems.at(-1)).toMatchObject({ code: 'unreadable', message, fatal: true });
    }
    expect(await failureOf(openInput(written(packed.fill(0, 20))))).toMatchObject({ code: 'usage' });
  });

  it('is what it was when it was opened, and what was added while it was read', async () => {
    const path = written('{"a":1}\n');
    const file = await openInput(path);
    appendFileSync(path, '{"a":2}\n');
    expect((await readAll(readJsonRecords(file))).values[0]).toEqual({ a: 1 });
  });
});

const skippable = Buffer.from('502a4d1803000000616263', 'hex');
