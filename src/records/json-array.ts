import { containerStep } from './json-container.ts';
import { isArrayKeyBefore } from './json-envelope.ts';
import { recordContainer } from './json-object.ts';
import {
  endsTooEarly,
  giveProblem,
  giveRecord,
  here,
  type JsonReading,
  passSpace,
  placeOf,
  type Step,
} from './json-reading.ts';
import { type JsonPlace, jsonRecord, parseJson, problemAt } from './json-record.ts';
import { endOfScalar } from './json-scalar.ts';
import { type Neighbours, recoveryStep } from './json-recovery.ts';

/** An array of records, from behind its `[` on. What stands between records is told. */
export function arrayStep(reading: JsonReading): Step {
  const { window } = reading;
  let awaited: 'first' | 'value' | 'comma' = 'first';
  /** The record before the position. */
  let last: JsonPlace | undefined;
  const neighbours: Neighbours = {
    within: 'array',
    openingLine: window.line,
    onFound: () => (awaited = window.bytes[window.position] === closing ? 'comma' : 'value'),
  };

  function close(): boolean {
    if (awaited === 'value') stray('a comma stands behind the last record', true);
    window.advance(window.position + 1);
    reading.steps.pop();
    return true;
  }

  function stray(what: string, harmless = false): void {
    giveProblem(reading, 'syntax', `${here(reading)}: ${what}.`, { harmless });
  }

  function takeObject(): boolean {
    const { bytes, position, end } = window;
    const { scanner, longest } = reading;
    const seeksArrays = reading.envelopes === 0 && reading.arrayKeys.length > 0;
    awaited = 'comma';
    last = placeOf(reading);
    scanner.begin(seeksArrays);
    let to = scanner.scan(bytes, position, end);
    while (scanner.state() === 'array' && !isArrayKeyBefore(reading, to)) to = scanner.scan(bytes, to, end);
    if (scanner.state() === 'end' && to - position <= longest) {
      giveRecord(reading, jsonRecord(bytes, position, to, last, reading.bigNumbers));
      window.advance(to);
    } else reading.steps.push(containerStep(reading, recordContainer(reading, neighbours), seeksArrays));
    return true;
  }

  function takeOther(): boolean {
    const to = endOfScalar(window);
    if (to === undefined) return false;
    const isJson = parseJson(window.bytes.toString('utf8', window.position, to)) !== undefined;
    if (isJson) {
      const message = 'A JSON object is expected here, and this is none.';
      giveRecord(reading, { problem: problemAt(placeOf(reading), 'not-a-record', message) });
    } else stray('a JSON object is expected', window.bytes[window.position] === comma);
    reading.isSound = false;
    awaited = window.bytes[window.position] === comma ? 'value' : 'comma';
    window.advance(to);
    return true;
  }

  /** What stands where a comma should may be a piece of the record before it: what brackets it has are none to trust. */
  function leaveStray(): boolean {
    const message = `${here(reading)}: a comma or ] is expected`;
    const loss = { message, place: placeOf(reading), behind: last };
    reading.steps.push(recoveryStep(reading, neighbours, loss));
    return true;
  }

  return () => {
    if (!passSpace(reading)) return window.isEnded && endsTooEarly(reading, 'the list of records');
    const byte = window.bytes[window.position];
    if (byte === closing) return close();
    if (awaited === 'comma' && byte === comma) {
      awaited = 'value';
      window.advance(window.position + 1);
      return true;
    }
    if (awaited !== 'comma') return byte === brace || byte === opening ? takeObject() : takeOther();
    const isNextLine = last !== undefined && window.line > last.line && window.column() === last.column;
    if (byte !== brace || !(reading.isSound || isNextLine)) return leaveStray();
    stray('a comma or ] is expected', true);
    return takeObject();
  };
}

const comma = 0x2c;
const opening = 0x5b;
const closing = 0x5d;
const brace = 0x7b;
