import type { ByteWindow } from './byte-window.ts';

/** Rows that lie one behind the other, not yet taken apart. */
export interface CsvBlock {
  /** Rows without a single character are not among them. */
  readonly rows: readonly CsvRow[];
  /** Offset behind the last row and its line feed, blank ones included. */
  readonly upTo: number;
  /** Why no further row was told: there is none, it is not whole yet, it is too long, these are enough. */
  readonly next: 'end' | 'more' | 'too-long' | 'go-on';
}

export interface CsvRow {
  readonly from: number;
  /** Without its line feed. */
  readonly to: number;
  readonly line: number;
  /** How many lines it goes over. */
  readonly lines: number;
}

/**
 * Tells rows apart from the window's position on: a row ends with its line where as many quotes were opened as closed. Whether
 * they stand where they may is for the parser of cells to say. Stops at the first row that begins `enough` bytes on.
 */
export function csvBlock(window: ByteWindow, longest: number, enough: number): CsvBlock {
  const { bytes, position, end, isEnded } = window;
  const rows: CsvRow[] = [];
  let { line } = window;
  let nextQuote = quoteFrom(position);
  let from = position;
  let lines = 1;

  function quoteFrom(start: number): number {
    const found = bytes.indexOf(quote, start);
    return found === -1 ? end : found;
  }

  for (let at = from, isQuoted = false; from < end && from < position + enough;) {
    const found = bytes.indexOf(lineFeed, at);
    const feed = found === -1 ? end : Math.min(found, end);
    for (; nextQuote < feed; nextQuote = quoteFrom(nextQuote + 1)) isQuoted = !isQuoted;
    if (feed - from > longest) return { rows, upTo: from, next: 'too-long' };
    if (feed === end && (!isEnded || window.failure !== undefined)) break;
    at = feed + 1;
    if (isQuoted && feed < end) {
      lines += 1;
      continue;
    }
    if (!isBlank(bytes, from, feed)) rows.push({ from, to: feed, line, lines });
    line += lines;
    lines = 1;
    isQuoted = false;
    from = Math.min(at, end);
  }
  if (from >= position + enough) return { rows, upTo: from, next: 'go-on' };
  return { rows, upTo: from, next: isEnded ? 'end' : 'more' };
}

const isBlank = (bytes: Buffer, from: number, to: number): boolean =>
  to === from || (to === from + 1 && bytes[from] === carriageReturn);

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
