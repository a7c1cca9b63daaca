import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { goodRows, rowsOf, withFolder } from './input-rows.ts';

const person = JSON.stringify({ schema_id: 'default', traits: { email: 'ada@example.com' } });

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from(person);
  throw Object.assign(new Error('read'), { code: 'EIO' });
}

async function* once(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

test('standard input can be read again by who takes the import up', async () => {
  await withFolder(async (folder) => {
    const spoolFolder = join(folder, 'operation');
    const packed = gzipSync(`${person}\n${person}\n`);
    const first = await rowsOf(
      ['-'],
      {},
      { spoolFolder, stdin: () => once(packed.subarray(0, 9), packed.subarray(9)) },
    );
    const second = await rowsOf(['-'], {}, { spoolFolder, stdin: () => expect.fail('it was read twice') });
    expect(goodRows(second)).toEqual(goodRows(first));
    expect(goodRows(first).map(({ place }) => place)).toMatchObject([
      { file: 'standard input', line: 1 },
      { file: 'standard input', line: 2 },
    ]);
    const file = join(spoolFolder, 'input-1');
    expect(await readFile(file)).toEqual(packed);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

test('a pipe, too; a file is read where it is', async () => {
  await withFolder(async (folder) => {
    const [pipe, file, spoolFolder] = ['pipe', 'file', 'operation'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await promisify(execFile)('mkfifo', [pipe]);
    await writeFile(file, person);
    await mkdir(spoolFolder);
    // Open for reading, too, so that it waits for nobody; what is in it is gone when nobody has it open.
    const writer = await open(pipe, 'r+');
    await writer.write(`${person}\n`);
    const copied = firstChange(spoolFolder, 'input-2.part');
    const reading = rowsOf([file, pipe], {}, { spoolFolder });
    await copied;
    await writer.close();
    expect(goodRows(await reading).map(({ place }) => place.file)).toEqual([file, pipe]);
    expect(await readdir(spoolFolder)).toEqual(['input-2']);
    expect(goodRows(await rowsOf([file, pipe], {}, { spoolFolder })).length).toBe(2);
  });
});

async function firstChange(folder: string, name: string): Promise<void> {
  for await (const { eventType, filename } of watch(folder)) {
    if (eventType === 'change' && filename === name) return;
  }
}

test('of an input that is refused, or breaks off, nothing stays', async () => {
  await withFolder(async (spoolFolder) => {
    await expect(rowsOf(['-'], {}, { spoolFolder, stdin: broken })).rejects.toThrow(
      'standard input cannot be read: the disk or device fails (EIO).',
    );
    await expect(rowsOf(['-'], {}, { spoolFolder, stdin: () => once() })).rejects.toThrow(
      'standard input cannot be read: it is empty.',
    );
    await expect(rowsOf(['-', 'nowhere'], {}, { spoolFolder, stdin: () => once(person) })).rejects.toThrow(
      'nowhere cannot be read: there is no such file.',
    );
    expect(await readdir(spoolFolder)).toEqual([]);
  });
});

test('a folder that cannot be written is told before anything is read', async () => {
  await withFolder(async (folder) => {
    const taken = join(folder, 'taken');
    await writeFile(taken, '');
    const spoolFolder = join(taken, 'operation');
    await expect(rowsOf(['-'], {}, { spoolFolder, stdin: () => expect.fail('read') })).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(existsSync(spoolFolder)).toBe(false);
  });
});
