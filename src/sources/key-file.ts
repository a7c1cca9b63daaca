import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { buckets } from './key-sketch.ts';

/** Keys with where they come from, one behind the other in a file. */
export interface KeyFile {
  append(bucket: number, text: string, kinds: number, origin: KeyOrigin): void;
  /** The origin of the last key of this text that has one of the kinds; its bucket must be the one that it was appended with. */
  find(bucket: number, text: string, kinds: number): KeyOrigin | undefined;
  /** Removes it. */
  close(): void;
}

export interface KeyOrigin {
  readonly file: number;
  readonly record: number;
  /** 0 for none. */
  readonly line: number;
}

/**
 * A new file in the folder that nobody else can read. It only ever grows at its end; each key knows where the one before it in its
 * bucket lies, and memory holds where the last of each bucket lies: 4 MB. What was appended last is still in memory.
 */
export function openKeyFile(folder: string): KeyFile {
  const path = join(folder, `keys-${randomUUID()}`);
  const fd = openSync(path, 'wx+', 0o600);
  const last = new Uint32Array(buckets);
  const tail = pageOf(tailBytes);
  let tailStart = 0;
  let tailLength = 0;
  let looked = pageOf(1024);

  return {
    append(bucket, text, kinds, origin) {
      const size = align(header + text.length * 2);
      if (tailLength + size > tailBytes) flush();
      const before = last[bucket] ?? 0;
      last[bucket] = (tailStart + tailLength) / unit + 1;
      if (size <= tailBytes) {
        fill(tail, tailLength, before, text, kinds, origin);
        tailLength += size;
      } else {
        const page = pageOf(size);
        fill(page, 0, before, text, kinds, origin);
        writeAll(page, size);
      }
    },
    find(bucket, text, kinds) {
      for (let next = last[bucket] ?? 0; next !== 0;) {
        const position = (next - 1) * unit;
        const page = position < tailStart ? read(position, header + text.length * 2) : tail;
        const start = position < tailStart ? 0 : position - tailStart;
        const [before = 0, file = 0, record = 0, line = 0, ofKinds = 0] = page.words.subarray(start / 4);
        if ((ofKinds & kinds) !== 0 && holds(page, start, text)) return { file, record, line };
        next = before;
      }
      return undefined;
    },
    close() {
      closeSync(fd);
      rmSync(path, { force: true });
    },
  };

  /** A copy of what lies at a place in the file, up to its end. */
  function read(position: number, bytes: number): Page {
    if (looked.bytes.length < bytes) looked = pageOf(align(bytes));
    readSync(fd, looked.bytes, 0, bytes, position);
    return looked;
  }

  function flush(): void {
    writeAll(tail, tailLength);
    tailLength = 0;
  }

  function writeAll({ bytes }: Page, size: number): void {
    for (let done = 0; done < size;) done += writeSync(fd, bytes, done, size - done, tailStart + done);
    tailStart += size;
  }
}

/** One stretch of memory, seen as bytes, numbers and letters. */
interface Page {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly letters: Uint16Array;
}

function pageOf(size: number): Page {
  const bytes = new Uint8Array(size);
  return { bytes, words: new Uint32Array(bytes.buffer), letters: new Uint16Array(bytes.buffer) };
}

function fill(
  { words, letters }: Page,
  start: number,
  before: number,
  text: string,
  kinds: number,
  { file, record, line }: KeyOrigin,
): void {
  const word = start / 4;
  words[word] = before;
  words[word + 1] = file;
  words[word + 2] = record;
  words[word + 3] = line;
  words[word + 4] = kinds;
  words[word + 5] = text.length;
  const letter = (start + header) / 2;
  for (let index = 0; index < text.length; index += 1) letters[letter + index] = text.charCodeAt(index);
}

function holds({ words, letters }: Page, start: number, text: string): boolean {
  if (words[start / 4 + 5] !== text.length) return false;
  const letter = (start + header) / 2;
  for (let index = 0; index < text.length; index += 1) {
    if (letters[letter + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Places are counted in units, so that 32 bits reach for 32 GB. */
const unit = 8;
const header = 24;
const tailBytes = 262_144;
const align = (bytes: number): number => Math.ceil(bytes / unit) * unit;
