import { isUtf8 } from 'node:buffer';
import { IdpError } from '../../../errors/idp-error.ts';

/** A line of a file of hashes or passwords: its text, or in a sentence why it cannot be used. */
export type InputLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fault: string };

/**
 * The lines of a file that comes in pieces of bytes, as many at a time as a piece completes. LF and CRLF end a line, a
 * byte order mark before the first is none of it. A line that is no UTF-8, has a NUL or is longer than 64 KiB is told and
 * the rest goes on; nothing is ever repeated of it. Fails with usage for UTF-16, in which no line can be told.
 */
export async function* inputLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly InputLine[]> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  let number = 1;
  const hold = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (bytes <= longest + lineEndAndMark) held.push(piece);
    else held = [];
  };
  const take = (): InputLine => {
    const line = lineOf(bytes > longest + lineEndAndMark ? undefined : Buffer.concat(held), number);
    held = [];
    bytes = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: InputLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    hold(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (bytes > 0) yield [take()];
}

/** In bytes, without what ends it. */
const longest = 65_536;
/** CR at the end, and three bytes of byte order mark. */
const lineEndAndMark = 4;
const lineFeed = 0x0a;

/** `bytes` are undefined where they were too many to be held. */
function lineOf(bytes: Buffer | undefined, number: number): InputLine {
  const fault = (what: string): InputLine => ({ number, fault: `Line ${number} ${what}.` });
  if (bytes === undefined) return fault(tooLong);
  if (number === 1 && (bytes.indexOf(utf16BigEndian) === 0 || bytes.indexOf(utf16LittleEndian) === 0)) {
    throw new IdpError('usage', 'The input is UTF-16, in which its lines cannot be told.', {
      hint: 'Save it as UTF-8; in PowerShell: Set-Content -Encoding utf8.',
    });
  }
  const from = number === 1 && bytes.indexOf(mark) === 0 ? mark.length : 0;
  const line = bytes.subarray(from, bytes.at(-1) === carriageReturn ? -1 : bytes.length);
  if (line.length > longest) return fault(tooLong);
  if (!isUtf8(line)) return fault('is not UTF-8');
  if (line.includes(0)) return fault('has a NUL in it, which no hash and no password has');
  return { number, text: line.toString('utf8') };
}

const tooLong = 'is longer than 64 KiB';
const carriageReturn = 0x0d;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16BigEndian = Buffer.from([0xfe, 0xff]);
const utf16LittleEndian = Buffer.from([0xff, 0xfe]);
