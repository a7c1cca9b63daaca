import type { InputFile } from '../../records/input-file.ts';
import { readCsvRecords } from '../../records/read-csv-records.ts';
import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordStream, SourceRecord } from '../../records/record.ts';
import { beginsLikeJson } from '../begins-like-json.ts';
import { mapRecords } from '../map-records.ts';
import type { FieldMap } from '../field-map.ts';
import type { RowShape } from '../mapping-row-shape.ts';
import { isBuiltInMapping } from './built-in-mappings.ts';
import { withMissingColumns } from './missing-columns.ts';

/** The records of a file of rows: of JSON where it begins like that, else of CSV, whose columns `map` may miss. */
export async function* readRows(file: InputFile, shape: RowShape, map: FieldMap): RecordStream {
  const format = shape.format ?? ((await beginsLikeJson(file)) ? 'json' : 'csv');
  if (format === 'json') {
    yield* readJsonRecords(file, { arrayKeys: shape.records === undefined ? usualKeys : [shape.records] });
    return;
  }
  const rows = readCsvRecords(file, { columns: shape.columns, delimiter: shape.delimiter });
  // A mapping that comes with idp names the columns of several kinds of files.
  const told = isBuiltInMapping(shape.name ?? '') ? rows : withMissingColumns(rows, map);
  yield* mapRecords(told, withoutNulls);
}

/** What databases write for nothing: taken for a text, it would be the same subject of a link for everybody. */
function withoutNulls(row: SourceRecord['value']): SourceRecord['value'] {
  const names = Object.keys(row).filter((name) => row[name] === 'NULL' || row[name] === String.raw`\N`);
  return names.length === 0 ? row : { ...row, ...Object.fromEntries(names.map((name) => [name, null])) };
}

/** Other names a record may have for a list of its own. */
const usualKeys = ['users', 'Users'];
