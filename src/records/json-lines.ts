import { giveProblem, here, type JsonReading, type Step } from './json-reading.ts';

/** Of the line of the position; -1 where it is not whole yet. */
export const endOfLine = ({ window }: JsonReading): number =>
  window.nextLineFeed === -1 && window.isEnded ? window.end : window.nextLineFeed;

/** Goes on at the end of the line, however far that is. */
export function lineStep(reading: JsonReading): Step {
  return () => {
    const { window } = reading;
    const end = endOfLine(reading);
    window.advance(end === -1 ? window.end : end);
    if (end !== -1) reading.steps.pop();
    return end !== -1;
  };
}

/** The same behind a broken record. What follows in its line may be a piece of it: that is not read, and this is told. */
export function restOfLineStep(reading: JsonReading): Step {
  return () => {
    const { window } = reading;
    let at = window.position;
    while (at < window.end && blanks.has(window.bytes[at])) at += 1;
    window.advance(at);
    if (at === window.end && !window.isEnded) return false;
    reading.steps.pop();
    if (at === window.end || window.bytes[at] === lineFeed) return true;
    const message = 'the rest of the line is not read, as it may be a piece of the broken record';
    giveProblem(reading, 'syntax', `${here(reading)}: ${message}.`);
    reading.steps.push(lineStep(reading));
    return true;
  };
}

const lineFeed = 0x0a;
const blanks: ReadonlySet<number | undefined> = new Set(Buffer.from(' \t\r'));
