import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordStream } from '../../records/record.ts';
import type { RowShape } from '../mapping-row-shape.ts';

/** The records of a file of rows: of JSON where it begins like that, else of CSV. */
export async function* readRows(file: InputFile, shape: RowShape): RecordStream {
  const format = shape.format ?? (await formatOf(file));
  if (format === 'json') {
    yield* readJsonRecords(file, { arrayKeys: shape.records === undefined ? commonKeys : [shape.records] });
    return;
  }
  yield* readCsvRecords(file, { columns: shape.columns, delimiter: shape.delimiter });
}

/** Under which exports and answers of APIs most often keep their list. */
const commonKeys = ['users', 'Users', 'data', 'items', 'results', 'records'];

async function formatOf(file: InputFile): Promise<'csv' | 'json'> {
  const head = await file.head(1024);
  return /^\s*[[{]/.test(head.toString('utf8')) ? 'json' : 'csv';
}
