import { byteWindow } from './byte-window.ts';
import { csvDialect } from './csv-dialect.ts';
import { csvTaker } from './csv-taker.ts';
import type { InputFile } from './input-file.ts';
import type { RecordStream } from './record.ts';
import { tableRecords } from './table-records.ts';
import { tableStream } from './table-stream.ts';

export interface CsvRecordOptions {
  /** Of a file without a header: the names of its columns, in their order. */
  readonly columns?: readonly string[] | undefined;
  /** One character; recognised by the first line unless given. */
  readonly delimiter?: string | undefined;
  /** Of one record, in bytes; 16 MiB unless given. */
  readonly longest?: number | undefined;
}

/**
 * The rows of a file of CSV (RFC 4180), every value a text. A bad row costs itself: where a quote is missing, or stands
 * where none may, reading goes on at the next line, so that one quote never takes the rest of a file for a cell.
 */
export async function* readCsvRecords(file: InputFile, options: CsvRecordOptions = {}): RecordStream {
  const { parse } = await import('csv-parse/sync');
  const dialect = csvDialect(await file.head(headBytes), options.columns);
  const settings = {
    delimiter: options.delimiter ?? dialect.delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const window = byteWindow(file.chunks());
  const table = tableRecords(file.name, options.columns);
  const cellsOf = (bytes: Buffer): string[][] | undefined => {
    try {
      return parse(bytes, settings);
    } catch {
      return undefined;
    }
  };
  while (window.end < dialect.skipped && !window.isEnded) await window.grow();
  window.advance(dialect.skipped);
  const take = csvTaker(window, table, cellsOf, options.longest ?? longestRecord);
  yield* tableStream(file, window, table, take);
}

const headBytes = 65_536;
const longestRecord = 16_777_216;
