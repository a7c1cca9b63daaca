import type { ByteWindow } from './byte-window.ts';

/**
 * Behind what stands at the position and is neither an object nor an array: a text, or whatever there is up to the next
 * bracket, comma or blank, one byte at least. Undefined where that was not read yet.
 */
export function endOfScalar({ bytes, position, end, isEnded }: ByteWindow): number | undefined {
  const isText = bytes[position] === quote;
  const to = isText ? endOfText(bytes, position, end) : endOfWord(bytes, position, end);
  if (to === end && !isEnded && end - position <= longest) return undefined;
  return Math.min(to, position + longest);
}

const quote = 0x22;
const backslash = 0x5c;
/** What goes on for longer is nothing that anybody wrote between records. */
const longest = 1_048_576;

function endOfText(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return Math.min(at + 1, end);
}

function endOfWord(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && !stops.has(bytes[at])) at += 1;
  return at;
}

const stops: ReadonlySet<number | undefined> = new Set(Buffer.from('{}[],":\t\r\n '));
