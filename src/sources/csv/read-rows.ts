import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordStream } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import type { RowShape } from '../mapping-row-shape.ts';

/** The records of a file of rows: of JSON where it begins like that, else of CSV. */
export async function* readRows(file: InputFile, shape: RowShape): RecordStream {
  const format = shape.format ?? ((await beginsLikeJson(file)) ? 'json' : 'csv');
  if (format === 'json') {
    yield* readJsonRecords(file, { arrayKeys: shape.records === undefined ? usualKeys : [shape.records] });
    return;
  }
  yield* readCsvRecords(file, { columns: shape.columns, delimiter: shape.delimiter });
}

/** Other names a record may have for a list of its own. */
const usualKeys = ['users', 'Users'];
