import { describe, expect, it } from 'vitest';
import { openInput } from '../../src/records/open-input.ts';
import { readCsvRecords } from '../../src/records/read-csv-records.ts';
import { readJsonRecords } from '../../src/records/read-json-records.ts';
import { readLdifRecords } from '../../src/records/read-ldif-records.ts';
import { readTsvRecords } from '../../src/records/read-tsv-records.ts';
import type { RecordStream } from '../../src/records/record.ts';
import type { InputFile } from '../../src/records/input-file.ts';
import { readAll } from './reading.ts';

const megabyte = Buffer.alloc(1_048_576, 'x');

/** 40 MB between two texts, never in memory at once. */
async function* around(before: string, behind: string): AsyncGenerator<Buffer> {
  yield Buffer.from(before);
  for (let count = 0; count < 40; count += 1) yield megabyte;
  yield Buffer.from(behind);
}

const withUsers = (file: InputFile): RecordStream => readJsonRecords(file, { arrayKeys: ['users'] });

describe('one record of 40 MB', () => {
  it.each<[string, (file: InputFile) => RecordStream, string, string, number]>([
    ['a line', readJsonRecords, '{"a":1}\n{"a":"', '"}\n{"a":3}\n', 2],
    ['a line that never closes its text', readJsonRecords, '{"a":1}\n{"a":"', '\n{"a":3}\n', 2],
    ['the first line', readJsonRecords, '{"a":"', '"}\n{"a":3}\n', 1],
    ['in an array', readJsonRecords, '[{"a":1},{"a":"', '"},{"a":3}]', 2],
    ['in an array in an object', withUsers, '{"users":[{"a":1},{"a":["', '"]},{"a":3}]}', 2],
    ['beside an array in an object', withUsers, '{"users":[{"a":1}],"b":"', '","c":1}', 1],
    ['a row', readCsvRecords, 'a,b\n1,2\n3,', '\n5,6\n', 2],
    ['a row that never closes its quote', readCsvRecords, 'a,b\n1,2\n3,"', '\n5,6\n', 2],
    ['a row of TSV', readTsvRecords, 'a\tb\n1\t2\n3\t', '\n5\t6\n', 2],
    ['an entry', readLdifRecords, 'dn: a\nx: 1\n\ndn: b\nx: ', '\n\ndn: c\nx: 3\n', 2],
  ])('costs itself, and is told: %s', async (_, read, before, behind, count) => {
    const { values, problems } = await readAll(read(await openInput('-', { stdin: around(before, behind) })));
    expect(values).toHaveLength(count);
    expect(problems).toMatchObject([{ code: 'too-big', fatal: false }]);
  });

  it('does not hide the list of records behind it', async () => {
    const stdin = around('{"realm":{"text":"', '"},"users":[{"a":1},{"a":2}],"more":1}');
    const { values, problems } = await readAll(withUsers(await openInput('-', { stdin })));
    expect(values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems).toMatchObject([
      {
        code: 'too-big',
        message: 'What stands before the list of records is longer than 16777216 bytes and was passed over.',
      },
    ]);
  });
});
