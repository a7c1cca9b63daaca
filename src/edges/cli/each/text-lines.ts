import { badRow } from './bad-row.ts';

export type TextLine = {
  /** Without what ends it and without a byte order mark. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
};

/**
 * The lines of a file that comes in pieces of bytes; LF and CRLF end a line. Fails with usage at what is not UTF-8, at a
 * NUL and at a line longer than 1 MiB, so that a file that is no text is not held in memory.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<TextLine> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  let number = 1;
  const hold = (piece: Uint8Array): void => {
    held.push(piece);
    bytes += piece.length;
    if (bytes > longest) throw badRow(file, number, undefined, 'the line is longer than 1 MiB');
  };
  const take = (): TextLine => {
    const line = { text: textOf(Buffer.concat(held), file, number), number };
    held = [];
    bytes = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    hold(chunk.subarray(from));
  }
  if (bytes > 0) yield take();
}

const lineFeed = 0x0a;
const longest = 1_048_576;

function textOf(bytes: Buffer, file: string, number: number): string {
  const decoded = decode(bytes, file, number);
  const text = (number === 1 ? decoded.replace(/^\uFEFF/, '') : decoded).replace(/\r$/, '');
  const nul = text.indexOf('\0');
  if (nul >= 0) throw badRow(file, number, nul + 1, 'there is a NUL, which no text has');
  return text;
}

function decode(bytes: Buffer, file: string, number: number): string {
  try {
    return strict.decode(bytes);
  } catch {
    const mark = bytes.readUInt16BE(0);
    if (number === 1 && (mark === 0xfffe || mark === 0xfeff)) {
      throw badRow(file, 1, 1, 'the file is UTF-16; save it as UTF-8');
    }
    throw badRow(file, number, firstFault(bytes), 'this is not UTF-8');
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Where the first character stands, from 1, that its bytes do not give back. */
function firstFault(bytes: Buffer): number {
  let column = 0;
  let at = 0;
  for (const character of bytes.toString('utf8')) {
    column += 1;
    const there = Buffer.from(character);
    if (!bytes.subarray(at, at + there.length).equals(there)) break;
    at += there.length;
  }
  return column;
}
