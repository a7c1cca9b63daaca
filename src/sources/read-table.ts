import type { InputFile } from '../records/input-file.ts';
import { readCsvRecords } from '../records/read-csv-records.ts';
import { readTsvRecords } from '../records/read-tsv-records.ts';
import type { RecordStream } from '../records/record.ts';

/**
 * The rows of a table of a database with the names of its columns in the first line: as CSV, or as `mysql --batch` and
 * `COPY … TO` write it, without quotes, with escapes and a word for NULL.
 */
export async function* readTable(file: InputFile): RecordStream {
  const head = (await file.head(65_536)).toString('utf8');
  const [header = ''] = head.split(/\r?\n/, 1);
  if (!header.includes('\t') || header.includes('"')) yield* readCsvRecords(file);
  else yield* readTsvRecords(file, { nulls: copyNull.test(head) ? String.raw`\N` : 'NULL' });
}

const copyNull = /(?:^|\t)\\N(?:\t|\r?$)/m;
