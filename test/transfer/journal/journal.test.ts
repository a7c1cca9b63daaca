import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportJournal } from '../../../src/transfer/journal/import-journal.ts';
import {
  createImportJournal,
  findImportJournal,
  openImportJournal,
  removeImportJournal,
  temporaryImportJournal,
} from '../../../src/transfer/journal/open-import-journal.ts';
import { failureOf } from '../../kratos/failure.ts';
import { endedRow, sendingRow, sendingRows, uuid } from './journal-rows.ts';

const noCounts = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0, uncertain: 0 };

describe('the journal of an import', () => {
  let folder: string;
  const opened: ImportJournal<unknown>[] = [];
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'idp-import-journal-')), 'operations')));
  afterEach(() => {
    for (const journal of opened.splice(0)) journal.close();
    rmSync(join(folder, '..'), { recursive: true });
  });
  const kept = <C>(journal: ImportJournal<C>): ImportJournal<C> => {
    opened.push(journal);
    return journal;
  };
  const create = () => kept(createImportJournal(folder, '12', { files: ['people.jsonl'] }));
  const again = () => {
    for (const journal of opened.splice(0)) journal.close();
    return kept(openImportJournal<{ files: string[] }>(folder, '12'));
  };

  it('gives what it was given, when it is opened again', () => {
    const journal = create();
    const given = [
      sendingRow(1, { patchId: uuid(1), line: undefined, isToBeCompleted: true }),
      sendingRow(2, { file: 'more.csv', oldId: undefined, wasAbsent: false, patchId: 'NO-UUID' }),
      sendingRow(3, { oldId: uuid(3).toUpperCase(), checksum: 0xffff_ffff, digest: new Uint8Array(0) }),
    ];
    journal.beginSending(given, 1_700_000_000_123);
    const reopened = again();
    expect(reopened.content).toEqual({ files: ['people.jsonl'] });
    const rows = given.map(({ isToBeCompleted, ...row }) => ({
      ...row,
      state: 'sending',
      identityId: undefined,
      reason: undefined,
      sentAt: 1_700_000_000_123,
      completion: isToBeCompleted ? 'due' : 'none',
    }));
    expect([...reopened.rowsBetween(1, 3).values()]).toEqual(
      rows.map((row) => ({ ...row, digest: bytes(row.digest) })),
    );
    expect([...reopened.rowsBetween(2, 2).keys(), ...reopened.rowsBetween(4, 9).keys()]).toEqual([2]);
  });

  it('counts rows as they end, also those that were never sent, and again when it is opened', () => {
    const journal = create();
    expect(journal.counts()).toEqual(noCounts);
    journal.beginSending(sendingRows(1, 10), 1);
    expect(journal.counts()).toEqual(noCounts);
    journal.end([1, 2, 3, 4, 5, 6, 7].map(endedRow), []);
    journal.end(
      [
        { position: 8, end: 'updated', identityId: uuid(8) },
        { position: 9, end: 'unchanged', identityId: uuid(9) },
        { position: 10, end: 'uncertain', reason: 'in-doubt' },
        { ...sendingRow(11), end: 'skipped', identityId: uuid(11) },
        { position: 12, file: 'people.jsonl', record: 12, end: 'rejected', reason: 'syntax' },
        { position: 13, file: 'people.jsonl', record: 13, end: 'rejected', reason: 'syntax' },
      ],
      [],
    );
    for (const look of [() => journal, again]) {
      const one = look();
      expect(one.counts()).toEqual({
        read: 13,
        created: 6,
        updated: 1,
        unchanged: 1,
        skipped: 1,
        rejected: 3,
        uncertain: 1,
      });
      expect(Object.fromEntries(one.reasons())).toEqual({ conflict: 1, 'in-doubt': 1, syntax: 2 });
      expect(one.rowsBetween(12, 12).get(12)).toMatchObject({
        state: 'rejected',
        reason: 'syntax',
        sentAt: undefined,
      });
      expect(one.rowsBetween(6, 7).get(6)).toMatchObject({
        state: 'created',
        identityId: uuid(6),
        sentAt: 1,
      });
    }
  });

  it('keeps of a row that is sent again when it was sent first, and whether it was absent then', () => {
    const journal = create();
    journal.beginSending([sendingRow(1), sendingRow(2, { wasAbsent: false })], 100);
    journal.end([{ position: 2, end: 'uncertain', reason: 'in-doubt', identityId: uuid(2) }], []);
    const digest = Buffer.from('of a new hash');
    journal.beginSending([sendingRow(1, { wasAbsent: false, digest }), sendingRow(2)], 200);
    const rows = [...journal.rowsBetween(1, 2).values()];
    expect(rows).toMatchObject([
      { state: 'sending', sentAt: 100, wasAbsent: true, digest: bytes(digest) },
      { state: 'sending', sentAt: 100, wasAbsent: false, reason: undefined, identityId: undefined },
    ]);
    expect([journal.counts(), journal.reasons().size]).toEqual([noCounts, 0]);
  });

  it('takes the first sending of a row that it only knew as uncertain', () => {
    const journal = create();
    journal.end([{ ...sendingRow(1, { wasAbsent: false }), end: 'uncertain', reason: 'in-doubt' }], []);
    journal.beginSending([sendingRow(1)], 300);
    expect(journal.rowsBetween(1, 1).get(1)).toMatchObject({
      state: 'sending',
      sentAt: 300,
      wasAbsent: true,
    });
  });

  it('refuses to send a row that has ended, and to end one of which it knows no place; nothing of the batch stands then', () => {
    const journal = create();
    journal.beginSending([sendingRow(1)], 1);
    journal.end([endedRow(1)], []);
    const before = journal.counts();
    expect(() => journal.beginSending([sendingRow(2, { file: 'more.csv' }), sendingRow(1)], 2)).toThrow(
      RangeError,
    );
    expect(() =>
      journal.end(
        [
          { ...sendingRow(3), end: 'skipped' },
          { position: 4, end: 'rejected' },
        ],
        [],
      ),
    ).toThrow('does not know row 4');
    expect([journal.counts(), journal.rowsBetween(1, 9).size]).toEqual([before, 1]);
    journal.beginSending([sendingRow(2, { file: 'other.csv' })], 2);
    expect(again().rowsBetween(2, 2).get(2)?.file).toBe('other.csv');
  });

  it('tells which completions are due, until they are done or refused', () => {
    const journal = create();
    const due = [1, 2, 3, 4, 5].map((position) => sendingRow(position, { isToBeCompleted: true }));
    journal.beginSending([...due, sendingRow(6)], 1);
    expect(journal.dueCompletions(0, 10)).toEqual([]);
    journal.end([1, 2, 3, 4, 6].map(endedRow), []);
    journal.end([{ position: 5, end: 'skipped' }], []);
    const positions = (after: number, limit: number) =>
      journal.dueCompletions(after, limit).map(({ position }) => position);
    expect([positions(0, 2), positions(2, 10)]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    journal.completed(1, 'done');
    journal.completed(3, 'refused');
    expect(positions(0, 10)).toEqual([2, 4]);
    const states = [...again().rowsBetween(1, 6).values()].map(({ completion }) => completion);
    expect(states).toEqual(['done', 'due', 'refused', 'due', 'none', 'none']);
  });

  it('lists what was created, and which identity each old id has become, in pages', () => {
    const journal = create();
    journal.beginSending(sendingRows(1, 9), 1);
    journal.end([1, 2, 3, 4, 5, 6].map(endedRow), []);
    journal.end(
      [
        { position: 7, end: 'rejected', reason: 'conflict', identityId: uuid(70) },
        { position: 8, end: 'skipped', identityId: uuid(80) },
        { ...sendingRow(10, { oldId: undefined }), end: 'updated', identityId: uuid(100) },
      ],
      [],
    );
    expect(journal.created(4, 10).map(({ position }) => position)).toEqual([5, 6]);
    expect(journal.created(0, 2).map(({ identityId }) => identityId)).toEqual([uuid(1), uuid(2)]);
    expect(journal.idMap(5, 10)).toEqual([
      { position: 6, oldId: 'old-6', identityId: uuid(6) },
      { position: 8, oldId: 'old-8', identityId: uuid(80) },
    ]);
  });

  it('says when it is finished, and stays', () => {
    const journal = create();
    expect(journal.isFinished).toBe(false);
    journal.finish();
    expect([journal.isFinished, again().isFinished]).toEqual([true, true]);
    expect(findImportJournal(folder, '12')).toBe(join(folder, '12.import.db'));
  });

  it('takes less than 150 bytes a row, also when all of them have ended', () => {
    const journal = create();
    for (let first = 1; first <= 20_000; first += 1000) {
      journal.beginSending(
        sendingRows(first, 1000).map((row) => ({
          ...row,
          oldId: uuid(row.position),
          patchId: uuid(row.position),
        })),
        Date.now(),
      );
      journal.end(
        sendingRows(first, 1000).map(({ position }) => endedRow(position)),
        [],
      );
    }
    journal.close();
    opened.length = 0;
    expect(statSync(join(folder, '12.import.db')).size / 20_000).toBeLessThan(150);
  });

  it('can be read by its owner only', () => {
    create().beginSending([sendingRow(1)], 1);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect([...new Set(modes), statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('of an operation that has none is task-ended', async () => {
    for (const operation of ['13', '../12', '']) {
      expect(findImportJournal(folder, operation)).toBeUndefined();
      const { code, message } = await failureOf(() => openImportJournal(folder, operation));
      expect([code, message]).toEqual([
        'task-ended',
        `Operation ${operation} sent nothing that an import has journaled.`,
      ]);
    }
  });

  it('that was cut off before anything was in it is task-ended, too', async () => {
    create().close();
    opened.length = 0;
    writeFileSync(join(folder, '13.import.db'), '');
    expect((await failureOf(() => openImportJournal(folder, '13'))).code).toBe('task-ended');
  });

  it.each([
    ['no database', () => writeFileSync(join(folder, '13.import.db'), 'x'.repeat(5000))],
    [
      'that of another operation',
      () => copyFileSync(join(folder, '12.import.db'), join(folder, '13.import.db')),
    ],
  ])('that is %s is storage-failed, and left as it is', async (_, damage) => {
    create().close();
    opened.length = 0;
    damage();
    const failure = await failureOf(() => openImportJournal(folder, '13'));
    expect(failure.code).toBe('storage-failed');
    expect(failure.message).toContain(
      `The journal of the import, ${join(folder, '13.import.db')}, cannot be used: `,
    );
    expect(failure.hint).toContain('idp resume 13');
    expect(readdirSync(folder)).toContain('13.import.db');
  });

  it('is never begun in the file of an earlier one', async () => {
    create().beginSending([sendingRow(1)], 1);
    const failure = await failureOf(() => createImportJournal(folder, '12', {}));
    expect([failure.code, failure.message]).toEqual([
      'storage-failed',
      `${join(folder, '12.import.db')} is there already, of an operation 12 that history does not know.`,
    ]);
    expect(again().rowsBetween(1, 9).size).toBe(1);
  });

  it('can be taken away with all that belongs to it', () => {
    create().beginSending([sendingRow(1)], 1);
    removeImportJournal(folder, '12');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that cannot be written is storage-failed', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    expect((await failureOf(() => createImportJournal(folder, '12', {}))).code).toBe('storage-failed');
  });

  it('of a dry run does the same in the work folder', () => {
    const workFolder = join(folder, '..');
    const journal = kept(temporaryImportJournal(workFolder, { dry: true }));
    journal.beginSending([sendingRow(1), sendingRow(2)], 5);
    journal.end([endedRow(1)], []);
    journal.finish();
    expect([journal.content, journal.counts().created, journal.isFinished]).toEqual([{ dry: true }, 1, true]);
    expect([...journal.rowsBetween(1, 2).values()].map(({ state }) => state)).toEqual(['created', 'sending']);
    expect(readdirSync(workFolder).every((name) => name.startsWith('import-'))).toBe(true);
  });
});

/** As SQLite gives them. */
const bytes = (digest: Uint8Array): Uint8Array => new Uint8Array(digest);
