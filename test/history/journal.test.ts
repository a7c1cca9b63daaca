import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, prepareJournal, type Preparation } from '../../src/history/journal.ts';
import { failureOf } from '../kratos/failure.ts';

const mask = (text: string): string => `${text.charAt(0)}***`;
const rows = (...texts: string[]) => texts.map((text, at) => ({ text, line: at + 1 }));
const now = () => new Date();
const prepare = (folder: string, targets: Preparation<unknown>['targets']) =>
  prepareJournal(folder, { content: {}, targets, mask, now });
const where = { host: 'kratos.test', context: 'prod' };

describe('the working file of an operation over many', () => {
  let folder: string;
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'idp-journal-')), 'operations')));
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('gives what it was given, when it is opened again: targets, request, and which Kratos', async () => {
    const journal = await prepareJournal(folder, {
      content: { action: 'x', scan: true },
      targets: rows('ada', 'bob'),
      mask,
      now,
    });
    expect(journal).toMatchObject({ count: 2, repeated: 0, kept: undefined });
    expect([...journal.masked()]).toEqual(['a***', 'b***']);
    journal.keepFor('12', where);
    expect(journal.at(1)).toEqual({ text: 'bob', line: 2 });
    journal.settle(true);

    const again = openJournal<{ action: string }>(folder, '12');
    expect(again).toMatchObject({
      count: 2,
      content: { action: 'x', scan: true },
      kept: { operation: '12', host: 'kratos.test', context: 'prod' },
    });
    expect([again.at(0), again.at(1)]).toEqual(rows('ada', 'bob'));
    again.settle(true);
  });

  it('holds a target once, however often it was given, and counts the others', async () => {
    const journal = await prepare(folder, rows('ada', 'bob', 'ada', 'cy', 'ada'));
    expect(journal).toMatchObject({ count: 3, repeated: 2 });
    expect([0, 1, 2].map((position) => journal.at(position))).toEqual([
      { text: 'ada', line: 1 },
      { text: 'bob', line: 2 },
      { text: 'cy', line: 4 },
    ]);
    journal.settle(false);
  });

  it('remembers which task did an identity, also when it is opened again', async () => {
    const journal = await prepare(folder, rows('ada'));
    journal.keepFor('12', where);
    journal.markDone('an-id', '13');
    journal.settle(true);
    const again = openJournal(folder, '12');
    expect([again.doneBy('an-id'), again.doneBy('another')]).toEqual(['13', undefined]);
    again.settle(true);
  });

  it('can be read by its owner only', async () => {
    const journal = await prepare(folder, rows('ada'));
    journal.keepFor('12', where);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect([...new Set(modes), statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    journal.settle(true);
  });

  it('has no number until its operation has one, and is gone where it never gets any', async () => {
    const journal = await prepare(folder, rows('ada'));
    expect(readdirSync(folder).every((name) => name.startsWith('preparing-'))).toBe(true);
    expect((await failureOf(() => openJournal(folder, '12'))).code).toBe('task-ended');
    journal.settle(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is removed when nothing is left to take up', async () => {
    const journal = await prepare(folder, rows('ada'));
    journal.keepFor('12', where);
    journal.settle(false);
    expect(readdirSync(folder)).toEqual([]);
    expect((await failureOf(() => openJournal(folder, '12'))).message).toBe(
      'Nothing of operation 12 is left to take up.',
    );
  });

  it.each([
    ['empty', () => writeFileSync(join(folder, '13.db'), '')],
    ['no database', () => writeFileSync(join(folder, '13.db'), 'x'.repeat(5000))],
    ['that of another operation', () => copyFileSync(join(folder, '12.db'), join(folder, '13.db'))],
  ])('that is %s is storage-failed, and left as it is', async (_, damage) => {
    const journal = await prepare(folder, rows('ada'));
    journal.keepFor('12', where);
    journal.settle(true);
    damage();
    const failure = await failureOf(() => openJournal(folder, '13'));
    expect(failure.code).toBe('storage-failed');
    expect(failure.message).toContain(`The working file ${join(folder, '13.db')} cannot be used: `);
    expect(readdirSync(folder)).toContain('13.db');
  });

  it('leaves nothing where a row is refused', async () => {
    await expect(prepare(folder, refusing())).rejects.toThrow('Row 2 is no row.');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('removes what a process left that was killed while it prepared one, and none that is being prepared', async () => {
    const alive = await prepare(folder, rows('ada'));
    const source = join(import.meta.dirname, '../../src/history/journal.ts');
    const crashing = `
      const { prepareJournal } = await import(${JSON.stringify(source)});
      const targets = [{ text: 'bob', line: 1 }];
      await prepareJournal(${JSON.stringify(folder)}, { content: {}, targets, mask: String, now: () => new Date() });
      process.kill(process.pid, 'SIGKILL');`;
    const crash = promisify(execFile)(process.execPath, ['--input-type=module', '-e', crashing]);
    await expect(crash).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(journalsIn(folder)).toHaveLength(2);

    const later = await prepareJournal(folder, {
      content: {},
      targets: rows('cy'),
      mask,
      now: () => new Date(Date.now() + 60_000),
    });
    expect(journalsIn(folder)).toHaveLength(2);
    later.keepFor('13', where);
    alive.keepFor('12', where);
    expect(journalsIn(folder)).toEqual(['12.db', '13.db']);
    later.settle(false);
    alive.settle(false);
  });

  it('that cannot be written is storage-failed', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    await expect(prepare(folder, rows('ada'))).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

const journalsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.db'));

async function* refusing() {
  yield { text: 'ada', line: 1 };
  throw new Error('Row 2 is no row.');
}
