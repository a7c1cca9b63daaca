import { execFileSync } from 'node:child_process';
import { constants, createWriteStream, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEachFile } from '../../../../src/edges/cli/each/open-each-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-each-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;

async function textOf(file: string, stdin = '', signal = never): Promise<string> {
  const { chunks } = await openEachFile(file, () => Readable.from([Buffer.from(stdin)]), signal);
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

function makePipe(): string {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  return pipe;
}

describe('the file of --each', () => {
  it('is read in pieces, - being standard input', async () => {
    const file = join(folder, 'ids');
    const text = 'ada@example.com\n'.repeat(20_000);
    writeFileSync(file, text);
    expect(await textOf(file)).toBe(text);
    expect(await textOf('-', 'ada\n')).toBe('ada\n');
  });

  it('may be a pipe that somebody writes to, now or later', async () => {
    const pipe = makePipe();
    // Whoever opens it both ways waits for nobody.
    const writer = createWriteStream('', { fd: openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK) });
    const { chunks } = await openEachFile(pipe, () => Readable.from([]), never);
    const iterator = chunks[Symbol.asyncIterator]();
    const first = iterator.next();
    writer.write('ada\n');
    expect(String((await first).value)).toBe('ada\n');
    writer.end('bob\n');
    expect(String((await iterator.next()).value)).toBe('bob\n');
    expect(await iterator.next()).toMatchObject({ done: true });
  });

  it.each([
    ['a folder', () => folder, 'it is a folder'],
    ['what is not there', () => join(folder, 'nothing'), 'there is no such file'],
    ['a pipe that nobody writes to', makePipe, 'it is an empty pipe that nobody writes to'],
  ])('is not %s', async (_, make, why) => {
    const file = make();
    await expect(textOf(file)).rejects.toMatchObject({
      code: 'usage',
      message: `The targets in ${file} cannot be read: ${why}.`,
    });
  });

  it('is let go when the run is interrupted, a pipe too', async () => {
    const pipe = makePipe();
    const writer = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const ends = new AbortController();
    const { chunks } = await openEachFile(pipe, () => Readable.from([]), ends.signal);
    const reading = chunks[Symbol.asyncIterator]().next();
    ends.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    createWriteStream('', { fd: writer }).destroy();
  });
});
