import { cutShort, giveProblem, giveRecord, type JsonReading, type Step } from './json-reading.ts';
import { type JsonPlace, problemAt } from './json-record.ts';

/** Where the records are that a broken one is one of. */
export interface Neighbours {
  readonly within: 'array' | 'sequence';
  /** The line of the opening bracket of an array, which the first record may share. */
  readonly openingLine: number;
  /** Called when the position is at a record again, or at the end of the array. */
  readonly onFound: () => void;
}

/** What is broken. */
export interface Loss {
  /** Undefined where a record was never closed. */
  readonly message: string | undefined;
  readonly place: JsonPlace;
  /** Something that is no record, behind the record that begins here; else the record at `place` is lost. */
  readonly behind?: JsonPlace | undefined;
}

/**
 * Seeks the next record behind a broken one, whose brackets cannot be trusted. Files have a record a line, or indent all
 * records alike and what is in them deeper: it goes on at the next line that begins, in the same column as the broken
 * one, as a record does. Where there is none, nothing behind it can be read.
 */
export function recoveryStep(reading: JsonReading, neighbours: Neighbours, loss: Loss): Step {
  const { window } = reading;
  const level = loss.behind ?? loss.place;
  let isAtLineStart = false;

  return () => {
    for (;;) {
      if (!isAtLineStart) {
        const isLast = window.nextLineFeed === -1;
        window.advance(isLast ? window.end : window.nextLineFeed + 1);
        if (isLast) return window.isEnded && giveUp(reading, loss);
      }
      const { bytes, position, end } = window;
      const head = pass(inFront, bytes, position, end);
      const next = pass(blanks, bytes, head + 1, end);
      isAtLineStart = next >= end && !window.isEnded;
      if (isAtLineStart) return false;
      const isEnd = bytes[head] === bracket + 2 && (next >= end || behindEnd.has(bytes[next]));
      if (head < end && isNext(bytes[head], isEnd, head - position, neighbours, level)) {
        window.advance(head);
        reading.steps.pop();
        const what = loss.message ?? 'It is not closed';
        giveLoss(reading, loss, `${what}; reading goes on at line ${window.line}.`, false);
        if (neighbours.within === 'sequence' && window.line === level.line + 1) reading.form = 'lines';
        neighbours.onFound();
        return true;
      }
    }
  };
}

function giveUp(reading: JsonReading, loss: Loss): boolean {
  const { message, place } = loss;
  if (message === undefined) return cutShort(reading, place);
  giveLoss(reading, loss, `${message}; nothing behind it can be read.`, true);
  reading.isOver = true;
  return true;
}

function giveLoss(reading: JsonReading, { place, behind }: Loss, message: string, fatal: boolean): void {
  if (behind !== undefined) giveProblem(reading, 'syntax', message, { fatal, place });
  else giveRecord(reading, { problem: problemAt(place, 'syntax', message, fatal) });
}

function pass(what: ReadonlySet<number | undefined>, bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && what.has(bytes[at])) at += 1;
  return at;
}

function isNext(
  byte: number | undefined,
  isEnd: boolean,
  column: number,
  { within, openingLine }: Neighbours,
  level: JsonPlace,
): boolean {
  if (within === 'sequence') return (byte === brace || byte === bracket) && column === level.column;
  const isLevel = level.line === openingLine ? column <= 2 : column === level.column;
  return byte === brace ? isLevel : isEnd && (isLevel || column < level.column);
}

const bytesOf = (text: string): ReadonlySet<number | undefined> => new Set(Buffer.from(text));
const blanks = bytesOf(' \t\r');
/** Some write the comma in front of a record. */
const inFront = bytesOf(' \t,');
/** What may stand behind the end of an array. */
const behindEnd = bytesOf('\n,]}');
const brace = 0x7b;
const bracket = 0x5b;
