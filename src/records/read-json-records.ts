import { byteWindow } from './byte-window.ts';
import type { InputFile } from './input-file.ts';
import { arrayStep } from './json-array.ts';
import { giveProblem, type JsonReading } from './json-reading.ts';
import type { BigNumbers } from './json-record.ts';
import { jsonScanner } from './json-scanner.ts';
import { sequenceStep } from './json-sequence.ts';
import type { RecordStream } from './record.ts';

export interface JsonRecordOptions {
  /**
   * Keys of an object under which the array of records may lie (`users`): it is read as a stream, in an object that is the
   * file, or stands in an array or among others. A record must have no array under such a key.
   */
  readonly arrayKeys?: readonly string[];
  /**
   * Is given the other members of such an object, of up to 1 MiB each, as they come, with the number of the last record
   * before them.
   */
  readonly onEnvelope?: (key: string, value: unknown, recordsBefore: number) => void;
  /** Is given the names of bigger members; where it is not given, they are problems. */
  readonly onPassedOver?: (key: string) => void;
  /** Of one record, in bytes; 16 MiB unless given. */
  readonly longest?: number;
  /**
   * What becomes of numbers that a double cannot hold: `texts` (unless given otherwise) makes texts of whole ones beyond 2^53,
   * `told` has the record tell of all (`inexact`).
   */
  readonly bigNumbers?: BigNumbers;
}

/**
 * The objects of a file of JSON: an array of them, an object around such an array, one object, one a line, or one behind
 * the other, in any mixture. A bad record costs itself: in JSON lines the next line is read, elsewhere the next record that
 * can be told from the inside of the bad one by its indentation; else the problem is fatal, and says so.
 */
export async function* readJsonRecords(file: InputFile, options: JsonRecordOptions = {}): RecordStream {
  const reading = jsonReading(file, options);
  const { window } = reading;
  reading.steps.push(sequenceStep(reading));
  try {
    while (!reading.isOver) {
      const wantsMore = !takeSteps(reading);
      if (reading.out.length > 0) yield reading.out.splice(0);
      if (wantsMore) await window.grow();
    }
    if (window.failure !== undefined) {
      giveProblem(reading, window.failure.code, window.failure.message, { fatal: true });
      yield reading.out;
    }
  } finally {
    file.close();
  }
}

/** Takes about a batch of what was read; false where more is needed. */
function takeSteps(reading: JsonReading): boolean {
  const { window, steps } = reading;
  const start = window.position;
  while (window.position - start < batchBytes) {
    if (steps.at(-1)?.() !== true) return reading.isOver;
    if (reading.isOver) return true;
  }
  return true;
}

const batchBytes = 262_144;
const longestRecord = 16_777_216;

function jsonReading(
  file: InputFile,
  {
    arrayKeys = [],
    onEnvelope = () => undefined,
    onPassedOver,
    longest = longestRecord,
    bigNumbers = 'texts',
  }: JsonRecordOptions,
): JsonReading {
  const reading: JsonReading = {
    file: file.name,
    window: byteWindow(file.chunks()),
    scanner: jsonScanner(),
    steps: [],
    out: [],
    records: 0,
    isSound: true,
    isOver: false,
    form: undefined,
    partedLine: 0,
    longest,
    bigNumbers,
    arrayKeys,
    envelopes: 0,
    onEnvelope,
    onPassedOver,
    listStep: () => arrayStep(reading),
  };
  return reading;
}
