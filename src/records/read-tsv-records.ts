import { type ByteWindow, byteWindow } from './byte-window.ts';
import type { InputFile } from './input-file.ts';
import type { RecordStream } from './record.ts';
import { tableRecords, type TableRecords } from './table-records.ts';
import { tableStream } from './table-stream.ts';
import { findEncodingFault } from './text-encoding.ts';

export interface TsvRecordOptions {
  /** Of a file without a header: the names of its columns, in their order. */
  readonly columns?: readonly string[] | undefined;
  /** How the file writes NULL: `\N` unless given. `mysql --batch` writes `NULL`, as it writes a text of these letters. */
  readonly nulls?: string | undefined;
  /** Of one record, in bytes; 16 MiB unless given. */
  readonly longest?: number | undefined;
}

/**
 * The rows of a table as databases write them (`mysql --batch`, `SELECT … INTO OUTFILE`, `COPY … TO`): a row a line, cells
 * parted by tabs, no quotes, and escapes by backslash. Values are texts, or null. What programs for tables write is CSV, also
 * with tabs: readCsvRecords.
 */
export async function* readTsvRecords(file: InputFile, options: TsvRecordOptions = {}): RecordStream {
  const window = byteWindow(file.chunks());
  const table = tableRecords(file.name, options.columns);
  const { nulls = String.raw`\N`, longest = longestRecord } = options;
  const cellsOf = (line: string): (string | null)[] =>
    line.split('\t').map((cell) => (cell === nulls ? null : unescaped(cell)));
  yield* tableStream(file, window, table, tsvTaker(window, table, cellsOf, longest));
}

const longestRecord = 16_777_216;

const unescaped = (cell: string): string =>
  cell.includes('\\') ? cell.replaceAll(escapes, (_, escaped: string) => meanings[escaped] ?? escaped) : cell;

const escapes = /\\([\s\S])/g;

/** https://dev.mysql.com/doc/refman/8.4/en/load-data.html; PostgreSQL's COPY has f and v besides. */
const meanings: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  Z: '\u001A',
};

function tsvTaker(
  window: ByteWindow,
  table: TableRecords,
  cellsOf: (line: string) => (string | null)[],
  longest: number,
): () => 'end' | 'more' | 'go-on' {
  let isPassingLine = false;

  function takeLine(to: number): void {
    const { bytes, position, line } = window;
    const end = to > position && bytes[to - 1] === carriageReturn ? to - 1 : to;
    const text = bytes.toString('utf8', position, end);
    const fault = text.includes('\uFFFD')
      ? findEncodingFault(bytes.subarray(position, end), text)
      : undefined;
    const isUnended = to === window.end;
    if (fault !== undefined) table.takeProblem(line, 'encoding', `${fault.message}.`);
    else if (text !== '') table.takeRow({ cells: cellsOf(text), line, lines: 1, isUnended });
  }

  return () => {
    for (const enough = window.position + batchBytes; window.position < enough;) {
      const { nextLineFeed: feed, end, isEnded, failure } = window;
      const to = feed === -1 ? end : feed;
      const isTooLong = to - window.position > longest;
      if (feed === -1 && !isEnded && !isTooLong && !isPassingLine) return 'more';
      if (isPassingLine) isPassingLine = feed === -1 && !isEnded;
      else if (isTooLong) {
        table.takeProblem(window.line, 'too-big', `One row is longer than ${longest} bytes.`);
        isPassingLine = feed === -1;
      } else if (feed !== -1 || failure === undefined) takeLine(to);
      window.advance(feed === -1 ? end : feed + 1);
      if (feed === -1) return isEnded ? 'end' : 'more';
    }
    return 'go-on';
  };
}

const batchBytes = 65_536;
const carriageReturn = 0x0d;
