import type { Container } from './json-container.ts';
import { envelopeStep, isArrayKeyBefore } from './json-envelope.ts';
import { cutShort, giveProblem, giveRecord, type JsonReading } from './json-reading.ts';
import { jsonRecord, problemAt } from './json-record.ts';
import { restOfLineStep } from './json-lines.ts';
import { type Neighbours, recoveryStep } from './json-recovery.ts';

/** An object at the position, among others: a record, or an object around records. */
export function recordContainer(reading: JsonReading, neighbours: Neighbours): Container {
  const { window, longest } = reading;
  return {
    longest,
    onWhole(from, to, place) {
      giveRecord(reading, jsonRecord(window.bytes, from, to, place, reading.bigNumbers));
      const hasLines = window.nextLineFeed !== -1 && window.nextLineFeed < to;
      if (neighbours.within === 'array') return;
      if (hasLines) reading.form = 'values';
      else reading.partedLine = place.line;
      if (!reading.isSound) reading.steps.push(restOfLineStep(reading));
    },
    onTooBig(bytes, place) {
      const message = `One record has ${bytes} bytes; ${longest} are the limit.`;
      giveRecord(reading, { problem: problemAt(place, 'too-big', message) });
    },
    isSought: (at) => isArrayKeyBefore(reading, at),
    onArray(at, place, isCut) {
      if (isCut) {
        const message = `What stands before the list of records is longer than ${longest} bytes and was passed over.`;
        giveProblem(reading, 'too-big', message, { place });
        window.advance(at);
      } else window.advance(window.position + 1);
      reading.steps.push(envelopeStep(reading, isCut ? 'array' : 'first'));
    },
    onFault(message, place) {
      reading.steps.push(recoveryStep(reading, neighbours, { message, place }));
    },
    onEnd(place, isCut) {
      // It may just lack a bracket, and hold what are records behind it.
      if (!isCut && window.failure === undefined) {
        reading.steps.push(recoveryStep(reading, neighbours, { message: undefined, place }));
      } else cutShort(reading, place);
    },
  };
}
