import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImportJournal, openImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import { failureOf } from '../../kratos/failure.ts';
import { endedRow, rejectOf, sendingRow } from './journal-rows.ts';

const batchSize = 200;
const writer = join(import.meta.dirname, 'write-batches.ts');

describe('a process that journals an import and loses its life, its disk or its file', () => {
  let folder: string;
  let rejects: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-import-crash-'));
    rejects = join(folder, 'people.rejects.jsonl');
    createImportJournal(folder, '12', {}, { rejects: { file: rejects, isGiven: false } }).close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([3, 17, 40, 71, 104])(
    'is killed after %i words: every batch is whole, counts and rejects are those of its rows',
    async (words) => {
      const heard = await killAfter(words, folder);
      const told = Math.max(...heard.filter((line) => line.startsWith('ended')).map(numberIn));
      expect(told).toBeGreaterThan(0);
      const journal = openImportJournal(folder, '12');
      try {
        const known = [...journal.rowsBetween(1, Number.MAX_SAFE_INTEGER).values()];
        const ended = known.filter(({ state }) => state !== 'sending').map(({ position }) => position);
        expect(ended).toEqual(positionsUpTo(ended.length));
        expect([known.length % batchSize, ended.length % batchSize]).toEqual([0, 0]);
        expect(ended.length).toBeGreaterThanOrEqual(told);
        const rejected = ended.filter((position) => endedRow(position).end === 'rejected');
        expect(journal.counts()).toMatchObject({
          read: ended.length,
          created: ended.length - rejected.length,
          rejected: rejected.length,
        });
        // The first change of who goes on takes away what was written of a batch that does not count.
        journal.finish();
        expect(readFileSync(rejects, 'utf8')).toBe(textOf(rejected, 1000));
        expect(journal.rejects()).toEqual({ file: rejects, lines: rejected.length });
      } finally {
        journal.close();
      }
    },
  );

  it.each([
    ['the file of rejects', 20_000],
    ['the journal', 10],
  ])(
    'meets a disk that %s fills up: one sentence, and exactly what was said to stand does',
    async (full, bytes) => {
      const heard = await fillDisk(folder, bytes);
      const { code, message, hint } = JSON.parse(heard.at(-1) ?? '') as Record<string, string>;
      expect(code).toBe('storage-failed');
      expect(
        message?.startsWith(full === 'the journal' ? 'The journal of the import, ' : 'The file of rejects, '),
      ).toBe(true);
      expect(hint).toContain('Check free space');
      const told = (word: string): number =>
        Math.max(0, ...heard.filter((line) => line.startsWith(word)).map(numberIn));
      const journal = openImportJournal(folder, '12');
      try {
        const ended = told('ended');
        const rejected = positionsUpTo(ended).filter((position) => endedRow(position).end === 'rejected');
        expect(journal.counts()).toMatchObject({ read: ended, rejected: rejected.length });
        const states = [...journal.rowsBetween(1, told('began')).values()].map(({ state }) => state);
        expect(states.indexOf('sending')).toBe(told('began') === ended ? -1 : ended);
        expect(readFileSync(rejects, 'utf8')).toBe(textOf(rejected, bytes));
      } finally {
        journal.close();
      }
    },
  );

  it('is told so before anything is journaled where its file of rejects was changed meanwhile', async () => {
    await killAfter(10, folder);
    const before = openImportJournal(folder, '12');
    const counts = before.counts();
    before.close();
    const text = readFileSync(rejects, 'utf8');
    const changes: readonly [what: string, change: () => void][] = [
      ['was shortened', () => truncateSync(rejects, 100)],
      ['was changed', () => writeFileSync(rejects, text.replace('x', 'y'))],
      ['was removed', () => rmSync(rejects)],
    ];
    for (const [what, change] of changes) {
      change();
      const journal = openImportJournal(folder, '12');
      const failure = await failureOf(() => journal.beginSending([sendingRow(1_000_000)], 1));
      journal.close();
      expect([failure.code, failure.message]).toEqual([
        'storage-failed',
        `The file of rejects, ${rejects}, ${what} while the import was not running, and ${counts.rejected} of its lines count.`,
      ]);
    }
    writeFileSync(rejects, text);
    const again = openImportJournal(folder, '12');
    again.beginSending([sendingRow(1_000_000)], 1);
    expect(again.rowsBetween(1_000_000, 1_000_000).size).toBe(1);
    expect(again.counts()).toEqual(counts);
    again.close();
  });
});

/** Words of a process that journals for ever, up to one behind which it was killed, wherever it was by then. */
async function killAfter(words: number, folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, String(batchSize), '1000000', '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    heard.push(line);
    if (heard.length === words) child.kill('SIGKILL');
  }
  return heard;
}

const numberIn = (line: string): number => Number(line.split(' ')[1]);

/** Words of a process that may not write a file of more than a megabyte or two. */
async function fillDisk(folder: string, bytes: number): Promise<string[]> {
  const limited = ['-c', 'ulimit -f 2000; exec "$@"', 'sh', process.execPath, writer, folder];
  const { stdout } = await promisify(execFile)('sh', [...limited, String(batchSize), '1000', String(bytes)]);
  return stdout.trimEnd().split('\n');
}

const positionsUpTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

const textOf = (positions: readonly number[], bytes: number): string =>
  positions.map((position) => `${rejectOf(position, bytes).text}\n`).join('');
