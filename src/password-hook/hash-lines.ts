import type { InputFile } from '../records/input-file.ts';
import type { HashEntry } from './load-hashes.ts';
import { longestLine, parseHashLine } from './parse-hash-line.ts';

/**
 * The hashes in a file of the hook, line by line: JSON objects `{"identifier" or "identifiers", "hash", "kind"?}` or texts
 * parted by tabs, `identifier hash kind?`. What is wrong with a line, counted from 1, is told to `onProblem` in words that
 * repeat nothing of it, and the rest goes on. Never holds more than a piece of the file. Fails with InputFailure where the
 * file itself cannot be read further.
 */
export async function* hashLines(
  file: InputFile,
  onProblem: (line: number, message: string) => void,
): AsyncGenerator<readonly HashEntry[]> {
  let line = 0;
  const parsed = (bytes: Buffer): HashEntry[] => {
    line += 1;
    const found = parseHashLine(bytes, line);
    if (typeof found !== 'string') return found === undefined ? [] : [found];
    onProblem(line, found);
    return [];
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of file.chunks()) {
    const { lines, rest: after } = splitLines(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]));
    // One byte more than is allowed tells that a line is too long, however long it becomes.
    rest = after.subarray(0, longestLine + 1);
    const entries = lines.flatMap(parsed);
    if (entries.length > 0) yield entries;
  }
  if (rest.length > 0) yield parsed(rest);
}

function splitLines(bytes: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, rest: bytes.subarray(start) };
}

const lineFeed = 0x0a;
