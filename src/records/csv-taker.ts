import { isUtf8 } from 'node:buffer';
import type { ByteWindow } from './byte-window.ts';
import { csvBlock, type CsvBlock, type CsvRow } from './csv-rows.ts';
import type { TableRecords } from './table-records.ts';
import { findEncodingFault } from './text-encoding.ts';

/** The rows in some bytes as cells, undefined where a quote is missing or stands where none may. */
export type CellParser = (bytes: Buffer) => readonly (readonly string[])[] | undefined;

/**
 * Takes a block of rows at the window's position; what is bad is told and passed over. Many are taken apart at once, which is
 * twenty times as fast as one by one; only where that fails each is looked at. Gives what comes next.
 */
export function csvTaker(
  window: ByteWindow,
  table: TableRecords,
  parse: CellParser,
  longest: number,
): () => 'end' | 'more' | 'go-on' {
  let enough = largestBlock;
  let isPassingLine = false;

  function takeWhole({ rows, upTo }: CsvBlock): boolean {
    const bytes = window.bytes.subarray(rows[0]?.from ?? upTo, upTo);
    const parsed = isUtf8(bytes) ? parse(bytes) : undefined;
    if (parsed?.length !== rows.length) return false;
    for (const [at, cells] of parsed.entries()) {
      const row = rows[at];
      if (row !== undefined)
        table.takeRow({ cells, line: row.line, lines: row.lines, isUnended: isUnended(row) });
    }
    return true;
  }

  const isUnended = ({ to }: CsvRow): boolean => window.isEnded && to === window.end;

  /** False where reading goes on within it. */
  function takeOne(row: CsvRow): boolean {
    const { line, lines } = row;
    const bytes = window.bytes.subarray(row.from, row.to);
    const [cells, ...others] = parse(bytes) ?? [];
    if (cells === undefined || others.length > 0) return takeMisquoted(row);
    const fault = isUtf8(bytes) ? undefined : findEncodingFault(bytes, bytes.toString('utf8'));
    if (fault === undefined) table.takeRow({ cells, line, lines, isUnended: isUnended(row) });
    else table.takeProblem(line, 'encoding', `${fault.message}.`);
    return true;
  }

  function takeMisquoted(row: CsvRow): boolean {
    const secondLine = window.bytes.indexOf(lineFeed, row.from) + 1;
    if (row.lines === 1 || secondLine === window.end) {
      const fatal = isUnended(row);
      const where = fatal ? 'A quote is missing, and the file ends here' : misplaced;
      table.takeProblem(row.line, fatal ? 'truncated' : 'syntax', `${where}.`, { fatal });
      return true;
    }
    table.takeProblem(row.line, 'syntax', `${misplaced}; reading goes on at line ${row.line + 1}.`);
    window.advance(secondLine);
    return false;
  }

  function takeTooLong(from: number): void {
    window.advance(from);
    const { line, nextLineFeed } = window;
    isPassingLine = nextLineFeed === -1 || nextLineFeed - from > longest;
    const limit = `${longest} bytes`;
    if (isPassingLine) {
      table.takeProblem(line, 'too-big', `One row is longer than ${limit}.`);
    } else {
      const message = `A quote is opened in this line and not closed within ${limit}; reading goes on at line ${line + 1}.`;
      table.takeProblem(line, 'syntax', message);
      window.advance(nextLineFeed + 1);
    }
  }

  function passLine(): 'end' | 'more' | 'go-on' {
    const { nextLineFeed, end, isEnded } = window;
    window.advance(nextLineFeed === -1 ? end : nextLineFeed + 1);
    isPassingLine = nextLineFeed === -1 && !isEnded;
    return isPassingLine ? 'more' : 'go-on';
  }

  return () => {
    if (isPassingLine) return passLine();
    const block = csvBlock(window, longest, enough);
    if (!takeWhole(block)) {
      // Where there is one bad row, there may be many: a small block costs less to begin anew.
      enough = smallestBlock;
      for (const row of block.rows) if (!takeOne(row)) return 'go-on';
    } else enough = Math.min(2 * enough, largestBlock);
    if (block.next === 'too-long') {
      takeTooLong(block.upTo);
      return 'go-on';
    }
    window.advance(block.upTo);
    return block.next;
  };
}

const largestBlock = 65_536;
const smallestBlock = 2048;
const lineFeed = 0x0a;
const misplaced = 'A quote is missing, or stands where none may (within a cell it is doubled)';
