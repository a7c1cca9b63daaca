import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportJournal } from '../../../src/transfer/journal/import-journal.ts';
import { createImportJournal, openImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import { openRejects } from '../../../src/transfer/journal/reject-file.ts';
import { rejectsFileFor } from '../../../src/transfer/journal/reject-name.ts';
import { newRejects } from '../../../src/transfer/journal/reject-state.ts';
import { failureOf } from '../../kratos/failure.ts';
import { sendingRow } from './journal-rows.ts';

describe('where rejects go when nobody says', () => {
  it.each([
    ['data/people.jsonl', 'data/people.rejects.jsonl'],
    ['/data/people.json.gz', '/data/people.rejects.jsonl'],
    ['people.csv.zst', 'people.rejects.jsonl'],
    ['people', 'people.rejects.jsonl'],
    ['people.2024.yaml', 'people.2024.rejects.jsonl'],
    ['people.rejects.jsonl', 'people.rejects-2.jsonl'],
    ['people.rejects-9.jsonl.gz', 'people.rejects-10.jsonl'],
    ['-', 'operation-12.rejects.jsonl'],
    ['/dev/fd/63', 'operation-12.rejects.jsonl'],
  ])('of %s they go to %s', (input, file) => {
    expect(rejectsFileFor(input, '12')).toBe(file);
  });

  it('of a dry run of standard input they have no number', () => {
    expect(rejectsFileFor('-', undefined)).toBe('import.rejects.jsonl');
  });
});

describe('the file of rejects', () => {
  let folder: string;
  let file: string;
  const opened: ImportJournal<unknown>[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-rejects-'));
    file = join(folder, 'people.rejects.jsonl');
  });
  afterEach(() => {
    closeAll();
    rmSync(folder, { recursive: true });
  });
  const closeAll = (): void => {
    for (const journal of opened.splice(0)) journal.close();
  };
  const operations = (): string => join(folder, 'operations');
  const begin = (plan = { file, isGiven: false }, operation = '12'): ImportJournal<unknown> => {
    const journal = createImportJournal(operations(), operation, {}, { rejects: plan });
    opened.push(journal);
    return journal;
  };
  const goOn = (): ImportJournal<unknown> => {
    closeAll();
    const journal = openImportJournal(operations(), '12');
    opened.push(journal);
    return journal;
  };
  const linesIn = (name = file): string[] => readFileSync(name, 'utf8').split('\n').slice(0, -1);

  it('holds the lines of rejected rows, and can be read by its owner only', () => {
    const journal = begin();
    expect(journal.rejects()).toBeUndefined();
    reject(journal, 1);
    journal.beginSending([sendingRow(2, { isToBeCompleted: true })], 1);
    journal.end([{ position: 2, end: 'created' }], []);
    journal.completed(2, 'refused', { position: 2, text: '{"line":2}' });
    expect([linesIn(), statSync(file).mode & 0o777]).toEqual([['{"line":1}', '{"line":2}'], 0o600]);
    expect(journal.rejects()).toEqual({ file, lines: 2 });
  });

  it('is not left behind where nothing was rejected, also when it is taken up again', () => {
    begin().beginSending([sendingRow(1)], 1);
    closeAll();
    expect(existsSync(file)).toBe(false);
    goOn().end([{ position: 1, end: 'created' }], []);
    closeAll();
    expect(existsSync(file)).toBe(false);
  });

  it('goes on where it was when the import is taken up again', () => {
    reject(begin(), 1);
    reject(goOn(), 2);
    expect(linesIn()).toEqual(['{"line":1}', '{"line":2}']);
  });

  it('loses what a crash left behind its last batch, as soon as the import goes on', () => {
    reject(begin(), 1);
    closeAll();
    appendFileSync(file, '{"line":2}\n{"li');
    const journal = goOn();
    expect(journal.rejects()?.lines).toBe(1);
    journal.beginSending([sendingRow(3)], 1);
    expect(linesIn()).toEqual(['{"line":1}']);
  });

  it('is not touched, and need not be there, where an import is only looked at', () => {
    const journal = begin();
    reject(journal, 1);
    journal.finish();
    closeAll();
    appendFileSync(file, 'a note');
    expect(goOn().counts().rejected).toBe(1);
    closeAll();
    expect(readFileSync(file, 'utf8')).toBe('{"line":1}\na note');
    rmSync(file);
    expect(goOn().counts().rejected).toBe(1);
    closeAll();
    expect(existsSync(file)).toBe(false);
  });

  it('takes the next number where one is there, and never writes over it', () => {
    writeFileSync(file, 'mended by hand');
    writeFileSync(join(folder, 'people.rejects-2.jsonl'), '');
    const journal = begin();
    reject(journal, 1);
    expect(journal.rejects()?.file).toBe(join(folder, 'people.rejects-3.jsonl'));
    expect(readFileSync(file, 'utf8')).toBe('mended by hand');
  });

  it('is another for each of two imports of one file, also when the first had none and goes on', () => {
    begin().beginSending([sendingRow(1)], 1);
    closeAll();
    reject(begin({ file, isGiven: false }, '13'), 1);
    const first = goOn();
    reject(first, 1);
    expect(first.rejects()?.file).toBe(join(folder, 'people.rejects-2.jsonl'));
    expect(linesIn()).toEqual(['{"line":1}']);
  });

  it('that was named is refused where something is in it; nothing is journaled then', async () => {
    writeFileSync(file, 'mended by hand');
    const failure = await failureOf(() => begin({ file, isGiven: true }));
    expect([failure.code, failure.message]).toEqual([
      'usage',
      `${file} is there already, and is not written over.`,
    ]);
    expect(readdirSync(operations())).toEqual([]);
    mkdirSync(join(folder, 'a-folder'));
    const { message } = await failureOf(() => begin({ file: join(folder, 'a-folder'), isGiven: true }));
    expect(message).toBe(`${join(folder, 'a-folder')} is a folder.`);
  });

  it('that was named and is empty is taken, and stays where nothing was rejected', () => {
    writeFileSync(file, '');
    begin({ file, isGiven: true });
    closeAll();
    expect(readFileSync(file, 'utf8')).toBe('');
    reject(goOn(), 1);
    expect(linesIn()).toEqual(['{"line":1}']);
  });

  it('may be a device, which is written as it is', () => {
    const journal = begin({ file: '/dev/null', isGiven: true });
    reject(journal, 1);
    reject(goOn(), 2);
    expect(existsSync('/dev/null')).toBe(true);
  });

  it('that is full ends the batch as a whole', async () => {
    const journal = begin({ file: '/dev/full', isGiven: true });
    const failure = await failureOf(() => reject(journal, 1));
    expect([failure.code, failure.message, failure.hint]).toEqual([
      'storage-failed',
      'The file of rejects, /dev/full, cannot be written: ENOSPC: no space left on device, write.',
      // A later sitting takes no other place.
      'Check free space and permissions of its folder.',
    ]);
    expect([journal.counts().read, journal.rejects(), goOn().rowsBetween(1, 9).size]).toEqual([
      0,
      undefined,
      0,
    ]);
  });

  it('in a folder that is not there is storage-failed before anything is journaled', async () => {
    const failure = await failureOf(() => begin({ file: join(folder, 'nowhere/x.jsonl'), isGiven: true }));
    expect([failure.code, failure.hint]).toEqual([
      'storage-failed',
      'Check free space and permissions of its folder, or name another place with --rejects.',
    ]);
    expect(readdirSync(operations())).toEqual([]);
  });

  it('that was removed is given up where an empty file is put in its place', async () => {
    reject(begin(), 1);
    closeAll();
    rmSync(file);
    const failure = await failureOf(() => reject(goOn(), 2));
    expect(failure.hint).toBe(
      'Put it back as it was; or move it away and leave an empty file in its place, for further rejects.',
    );
    closeAll();
    writeFileSync(file, '');
    reject(goOn(), 2);
    reject(goOn(), 3);
    expect([linesIn(), goOn().rejects()?.lines]).toEqual([['{"line":2}', '{"line":3}'], 2]);
  });

  it('has in the end no line of a row that was uncertain once and is not any more', () => {
    const journal = begin();
    for (const position of [1, 2, 3, 4]) {
      journal.end(
        [{ ...sendingRow(position), end: position % 2 === 0 ? 'uncertain' : 'rejected', reason: 'x' }],
        [{ position, text: `{"first":${position}}` }],
      );
    }
    const later = goOn();
    later.beginSending([sendingRow(2), sendingRow(4)], 1);
    later.end([{ position: 2, end: 'created' }], []);
    later.end(
      [{ position: 4, end: 'rejected', reason: 'conflict' }],
      [{ position: 4, text: '{"second":4}' }],
    );
    expect(later.rejects()?.lines).toBe(3);
    later.finish();
    expect(linesIn()).toEqual(['{"first":1}', '{"first":3}', '{"second":4}']);
    reject(goOn(), 5);
    expect(linesIn()).toEqual(['{"first":1}', '{"first":3}', '{"second":4}', '{"line":5}']);
    goOn().end([{ position: 4, end: 'skipped' }], []);
    goOn().finish();
    expect(linesIn()).toEqual(['{"first":1}', '{"first":3}', '{"line":5}']);
    expect(readdirSync(folder).toSorted()).toEqual(['operations', 'people.rejects.jsonl']);
  });

  it('is not there in the end where all of its rows were made after all', () => {
    const journal = begin();
    journal.end([{ ...sendingRow(1), end: 'uncertain' }], [{ position: 1, text: '{"line":1}' }]);
    const later = goOn();
    later.beginSending([sendingRow(1)], 1);
    later.end([{ position: 1, end: 'created' }], []);
    later.finish();
    closeAll();
    expect([existsSync(file), goOn().rejects()]).toEqual([false, undefined]);
  });

  it.each([
    ['before it took that place', false],
    ['when it had taken it', true],
  ])('is replaced by a copy that counts, also where a crash came %s', (_, isInPlace) => {
    const first = openRejects(newRejects({ file, isGiven: true }));
    const state = newRejects({ file, isGiven: true });
    const written = first.append(state, [Buffer.from('a\n'), Buffer.from('bb\n'), Buffer.from('c\n')]);
    const lines = [
      { position: 1, start: 0, length: 2 },
      { position: 3, start: 5, length: 2 },
    ];
    if (first.copy === undefined) throw new Error('It is no file');
    const copied = first.copy({ ...written, lines: 2, stale: 1 }, lines);
    if (isInPlace) renameSync(`${file}.idp-copy`, file);
    const again = openRejects(copied);
    const more = again.append({ ...copied, isBeingReplaced: false }, [Buffer.from('d\n')]);
    expect([linesIn(), more.length]).toEqual([['a', 'c', 'd'], 6]);
    again.close(more, () => undefined);
    first.close(written, () => undefined);
  });

  it('is rid of a copy that never counted', () => {
    reject(begin(), 1);
    closeAll();
    writeFileSync(`${file}.idp-copy`, 'half of it');
    reject(goOn(), 2);
    expect([linesIn(), existsSync(`${file}.idp-copy`)]).toEqual([['{"line":1}', '{"line":2}'], false]);
  });
});

const reject = (journal: ImportJournal<unknown>, position: number): void =>
  journal.end(
    [{ ...sendingRow(position), end: 'rejected', reason: 'schema' }],
    [{ position, text: `{"line":${position}}` }],
  );
