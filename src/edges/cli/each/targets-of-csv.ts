import { pipeline, Readable } from 'node:stream';
import type { CsvError, Info } from 'csv-parse';
import { canonicalIdentityId } from '../../../kratos/identity-id.ts';
import { badRow } from './bad-row.ts';
import { checkTarget } from './check-target.ts';
import { chooseColumn } from './choose-column.ts';
import type { TargetRow } from './read-targets.ts';
import type { TextLine } from './text-lines.ts';

/**
 * The targets of a CSV file (RFC 4180) with a header, one column of which holds them. The header says by its first one
 * whether commas, semicolons or tabs part the cells. Rows of nothing but empty cells are passed over.
 */
export async function* targetsOfCsv(
  lines: AsyncIterable<TextLine>,
  file: string,
  asked: string | undefined,
): AsyncGenerator<TargetRow> {
  let column: { readonly at: number; readonly name: string } | undefined;
  for await (const { cells, line } of records(lines, file)) {
    if (column === undefined) {
      column = columnOf(cells, asked, file, line);
    } else {
      const text = cells[column.at] ?? '';
      yield { text: checkTarget(text, { file, line }, `column ${JSON.stringify(column.name)}`), line };
    }
  }
}

type CsvRecord = { readonly cells: readonly string[]; readonly line: number };

async function* records(lines: AsyncIterable<TextLine>, file: string): AsyncGenerator<CsvRecord> {
  const { parse } = await import('csv-parse');
  const iterator = lines[Symbol.asyncIterator]();
  const header = await iterator.next();
  if (header.done === true) return;
  const before = header.value.number - 1;
  let last = before;
  const parser = parse({
    delimiter: /[,;\t]/.exec(header.value.text.replaceAll(inQuotes, ''))?.[0] ?? ',',
    record_delimiter: '\n',
    info: true,
    raw: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRecord,
    // What was read before a fault is dropped with it; only this has seen it.
    on_record(record: string[], info) {
      last = before + info.lines;
      return record;
    },
  });
  // What fails here makes the parser fail too.
  pipeline(Readable.from(texts(header.value, iterator)), parser, () => undefined);
  try {
    for await (const found of parser) {
      const { record, info, raw } = found as { record: string[]; info: Info; raw: string };
      // `lines` is where it ends: a cell in quotes may hold line feeds.
      const linesBelow = raw.trimStart().split('\n').length - 2;
      yield { cells: record, line: before + info.lines - linesBelow };
    }
  } catch (error) {
    throw isCsvError(error) ? explained(error, file, before, last) : error;
  }
}

/** What parts the cells stands outside of these. */
const inQuotes = /"[^"]*"?/g;

const longestRecord = 1_048_576;

async function* texts(first: TextLine, others: AsyncIterator<TextLine>): AsyncGenerator<string> {
  for (let line = first; ;) {
    yield `${line.text}\n`;
    const next = await others.next();
    if (next.done === true) return;
    line = next.value;
  }
}

/** Without a header the first person of the file would be passed over without a word. */
function columnOf(
  cells: readonly string[],
  asked: string | undefined,
  file: string,
  line: number,
): { readonly at: number; readonly name: string } {
  if (cells.some((cell) => cell.includes('@') || canonicalIdentityId(cell) !== undefined)) {
    throw badRow(file, line, 1, 'the header of a CSV file is expected here, and this is a row');
  }
  const at = chooseColumn(cells, asked, `${file}:${line}`);
  return { at, name: cells[at] ?? '' };
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && 'lines' in error;

/** The library's own sentences quote what stands in the file. */
function explained({ code, ...more }: CsvError, file: string, before: number, last: number): Error {
  const line = before + Number(more['lines']);
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return badRow(file, last + 1, undefined, 'a quote is opened in this row and never closed');
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return badRow(file, last + 1, undefined, 'the row is longer than 1 MiB');
  }
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    return badRow(file, line, undefined, 'the row has more or fewer cells than the header');
  }
  return badRow(file, line, undefined, 'a quote stands where none may (a quote in a cell is doubled)');
}
