import { cutShort, giveRecord, type JsonReading, type Step } from './json-reading.ts';
import { type JsonPlace, problemAt } from './json-record.ts';

/** Where the records are that a broken one is one of. */
export interface Neighbours {
  readonly within: 'array' | 'sequence';
  /** The line of the opening bracket of an array, which the first record may share. */
  readonly openingLine: number;
  /** Called when the position is at a record again, or at the end of the array. */
  readonly onFound: () => void;
}

/**
 * Seeks the next record behind a broken one, whose brackets cannot be trusted. Files have a record a line, or indent all
 * records alike and what is in them deeper: it goes on at the next line that begins, in the same column as the broken one, as a
 * record does. Where there is none, nothing behind it can be read. `message` is undefined where the record was never closed.
 */
export function recoveryStep(
  reading: JsonReading,
  neighbours: Neighbours,
  message: string | undefined,
  place: JsonPlace,
): Step {
  const { window } = reading;
  let isAtLineStart = false;

  return () => {
    for (;;) {
      if (!isAtLineStart) {
        const isLast = window.nextLineFeed === -1;
        window.advance(isLast ? window.end : window.nextLineFeed + 1);
        if (isLast) return window.isEnded && giveUp(reading, message, place);
      }
      const head = headOfLine(window.bytes, window.position, window.end);
      const isWhole = head < window.end;
      isAtLineStart = !isWhole && !window.isEnded;
      if (isAtLineStart) return false;
      if (isWhole && isNext(window.bytes[head], head - window.position, neighbours, place)) {
        window.advance(head);
        reading.steps.pop();
        const what = message ?? 'It is not closed';
        const further = `${what}; reading goes on at line ${window.line}.`;
        giveRecord(reading, { problem: problemAt(place, 'syntax', further) });
        if (neighbours.within === 'sequence' && window.line === place.line + 1) reading.form = 'lines';
        neighbours.onFound();
        return true;
      }
    }
  };
}

function giveUp(reading: JsonReading, message: string | undefined, place: JsonPlace): boolean {
  if (message === undefined) return cutShort(reading, place);
  const further = `${message}; nothing behind it can be read.`;
  giveRecord(reading, { problem: problemAt(place, 'syntax', further, true) });
  reading.isOver = true;
  return true;
}

/** Of the first byte that is neither a blank nor the comma that some write in front. */
function headOfLine(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x2c)) at += 1;
  return at;
}

function isNext(
  byte: number | undefined,
  column: number,
  { within, openingLine }: Neighbours,
  place: JsonPlace,
): boolean {
  if (within === 'sequence') return (byte === brace || byte === bracket) && column === place.column;
  const isLevel = place.line === openingLine ? column <= 2 : column === place.column;
  return byte === brace ? isLevel : byte === bracket + 2 && (isLevel || column < place.column);
}

const brace = 0x7b;
const bracket = 0x5b;
