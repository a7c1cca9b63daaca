import type { ByteWindow } from './byte-window.ts';
import { type BigNumbers, type JsonPlace, problemAt } from './json-record.ts';
import type { JsonScanner } from './json-scanner.ts';
import type { RecordOrProblem, RecordProblemCode } from './record.ts';
import { unwrapRejected } from './rejected-record.ts';

/**
 * Reads on at the window's position: takes one thing that is whole there. False where more bytes are needed for that; it is then
 * called again with more. At the end of the file it always takes what is left, for what it is.
 */
export type Step = () => boolean;

/** A file of JSON that is being read. */
export interface JsonReading {
  readonly file: string;
  readonly window: ByteWindow;
  readonly scanner: JsonScanner;
  /** What is around the position, the innermost last: the file, an array of records, an object around that. */
  readonly steps: Step[];
  /** What was found and not yet given. */
  out: RecordOrProblem[];
  /** How many records were found, bad ones too. */
  records: number;
  /** The last record was JSON, good or not: what stands behind it is no piece of it. */
  isSound: boolean;
  /** Nothing more can be read. */
  isOver: boolean;
  /** What the records of a sequence look like: one a line, or not; undefined until one was read. */
  form: 'lines' | 'values' | undefined;
  /** The last line of which it is known that it has more than one value. */
  partedLine: number;
  /** Of one record, in bytes. */
  readonly longest: number;
  readonly bigNumbers: BigNumbers;
  readonly arrayKeys: readonly string[];
  /** Reads an array of records, from behind its `[` on. */
  readonly listStep: () => Step;
  /** How many objects around arrays of records the position is in. */
  envelopes: number;
  readonly onEnvelope: (key: string, value: unknown, recordsBefore: number) => void;
  readonly onPassedOver: ((key: string) => void) | undefined;
}

/** That of the record that begins at the window's position. */
export const placeOf = ({ file, window, records }: JsonReading): JsonPlace => ({
  file,
  record: records + 1,
  line: window.line,
  column: window.column(),
});

/** Gives a record, or a problem in the place of one. */
export function giveRecord(reading: JsonReading, item: RecordOrProblem): void {
  reading.records += 1;
  reading.isSound = !('problem' in item && item.problem.code === 'syntax');
  reading.out.push(unwrapRejected(item));
}

/** Gives a problem of something that is no record, and thus is not counted as one. */
export function giveProblem(
  reading: JsonReading,
  code: RecordProblemCode,
  message: string,
  { fatal = false, harmless = false, place = placeOf(reading) }: Circumstances = {},
): void {
  reading.out.push({ problem: { ...problemAt(place, code, message, fatal), ...(harmless && { harmless }) } });
  if (fatal) reading.isOver = true;
}

interface Circumstances {
  readonly fatal?: boolean;
  readonly harmless?: boolean;
  readonly place?: JsonPlace;
}

/** The file ends in the middle of something. If that is because it cannot be read further, that is told instead. */
export function endsTooEarly(reading: JsonReading, within: string): boolean {
  if (reading.window.failure === undefined) {
    giveProblem(reading, 'truncated', `The file ends before ${within} does.`, { fatal: true });
  }
  reading.isOver = true;
  return true;
}

/** The same, in the middle of a record. */
export function cutShort(reading: JsonReading, place: JsonPlace): boolean {
  if (reading.window.failure === undefined) {
    const message =
      'The file ends before this record does: it is cut off, or the record lacks a quote or a bracket.';
    giveRecord(reading, { problem: problemAt(place, 'truncated', message, true) });
  }
  reading.isOver = true;
  return true;
}

/** For a sentence: where the position is. */
export const here = ({ window }: JsonReading): string =>
  `At line ${window.line}, column ${window.column() + 1}`;

/** For a sentence: where a byte at or behind the position is. */
export function whereIs({ window }: JsonReading, at: number): string {
  const before = window.bytes.toString('latin1', window.position, at);
  const lines = before.split('\n').length - 1;
  const column = lines === 0 ? window.column() + before.length : before.length - before.lastIndexOf('\n') - 1;
  return `At line ${window.line + lines}, column ${column + 1}`;
}

/** Moves the position to what is no space; false where nothing but spaces was read. */
export function passSpace({ window }: JsonReading): boolean {
  const { bytes, end } = window;
  let at = window.position;
  while (at < end && isSpace(bytes[at])) at += 1;
  window.advance(at);
  return at < end;
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
