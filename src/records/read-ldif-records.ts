import { type ByteWindow, byteWindow } from './byte-window.ts';
import type { InputFile } from './input-file.ts';
import { ldifEntry } from './ldif-entry.ts';
import type { RecordOrProblem, RecordProblem, RecordStream } from './record.ts';
import { findEncodingFault } from './text-encoding.ts';

export interface LdifRecordOptions {
  /** Of one record, in bytes; 16 MiB unless given. */
  readonly longest?: number | undefined;
}

/**
 * The entries of a file of LDIF (RFC 2849), as `slapcat` and `ldapsearch` write them: see ldif-entry.ts for their shape.
 * A blank line ends an entry, so that a bad one costs itself.
 */
export async function* readLdifRecords(
  file: InputFile,
  { longest = longestRecord }: LdifRecordOptions = {},
): RecordStream {
  const window = byteWindow(file.chunks());
  const reading: LdifReading = {
    file: file.name,
    window,
    longest,
    records: 0,
    passed: 0,
    passedFrom: 1,
    out: [],
  };
  try {
    while (!window.isEnded || window.position < window.end) {
      const wantsMore = !takeEntries(reading);
      if (reading.out.length > 0) yield reading.out.splice(0);
      if (wantsMore) await window.grow();
    }
    if (window.failure !== undefined) {
      const { code, message } = window.failure;
      give(reading, window.line, { code, message, fatal: true });
      yield reading.out;
    }
  } finally {
    file.close();
  }
}

const longestRecord = 16_777_216;

interface LdifReading {
  readonly file: string;
  readonly window: ByteWindow;
  readonly longest: number;
  records: number;
  /** Bytes of an entry that is too big, so far. */
  passed: number;
  /** The line where that begins. */
  passedFrom: number;
  readonly out: RecordOrProblem[];
}

/** Takes about a batch of what was read; false where more is needed. */
function takeEntries(reading: LdifReading): boolean {
  const { window, longest } = reading;
  for (const enough = window.position + batchBytes; window.position < enough;) {
    const end = endOfEntry(window);
    const isTooBig = reading.passed > 0 || (end ?? window.end) - window.position > longest;
    if (isTooBig) passTooBig(reading, end);
    if (end === undefined) return false;
    if (!isTooBig && (end < window.end || window.failure === undefined)) takeEntry(reading, end);
    window.advance(end);
    if (end === window.end) return window.isEnded;
  }
  return true;
}

const batchBytes = 65_536;

/** Offset behind the blank line that ends it; undefined where that was not read yet. */
function endOfEntry({ bytes, position, end, isEnded }: ByteWindow): number | undefined {
  let at = position;
  while (at < end) {
    const found = bytes.indexOf(lineFeed, at);
    if (found === -1 || found >= end - 2) break;
    if (bytes[found + 1] === lineFeed) return found + 2;
    if (bytes[found + 1] === carriageReturn && bytes[found + 2] === lineFeed) return found + 3;
    at = found + 1;
  }
  return isEnded ? end : undefined;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function takeEntry(reading: LdifReading, end: number): void {
  const { window, file } = reading;
  const bytes = window.bytes.subarray(window.position, end);
  const text = bytes.toString('utf8');
  const line = window.line + linesAbove(text);
  const fault = text.includes('\uFFFD') ? findEncodingFault(bytes, text) : undefined;
  const entry = fault === undefined ? ldifEntry(text) : encodingProblem(fault.message);
  if (entry === 'nothing') return;
  reading.records += 1;
  // Every line of LDIF has an end (RFC 2849), and half a password is one, too.
  const isCut = window.isEnded && end === window.end && !text.endsWith('\n');
  if (isCut) give(reading, line, { code: 'truncated', message: cut, fatal: true });
  else if ('value' in entry) {
    reading.out.push({ record: { place: { file, record: reading.records, line }, value: entry.value } });
  } else give(reading, line, { ...entry, fatal: false });
}

const cut = 'The file ends in the middle of a line of this entry.';

const encodingProblem = (message: string) => ({ code: 'encoding', message: `${message}.` }) as const;

/** Before the first that is neither blank nor a comment. */
function linesAbove(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length && inFront.has(text[at]); lines += 1) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) break;
  }
  return lines;
}

/** How such a line begins; a fold belongs to a comment, as there is nothing else yet. */
const inFront: ReadonlySet<string | undefined> = new Set(['#', '\r', '\n', ' ']);

/** Passes over what was read of an entry; its size is told at its end. */
function passTooBig(reading: LdifReading, end: number | undefined): void {
  const { window, longest } = reading;
  if (reading.passed === 0) reading.passedFrom = window.line;
  // The blank line that ends it may have begun already.
  const upTo = end ?? Math.max(window.position, window.end - 2);
  reading.passed += upTo - window.position;
  window.advance(upTo);
  if (end === undefined) return;
  reading.records += 1;
  const message = `One entry has ${reading.passed} bytes; ${longest} are the limit.`;
  give(reading, reading.passedFrom, { code: 'too-big', message, fatal: false });
  reading.passed = 0;
}

function give(
  { file, records, out }: LdifReading,
  line: number,
  problem: Omit<RecordProblem, 'place'>,
): void {
  out.push({ problem: { place: { file, record: Math.max(1, records), line }, ...problem } });
}
