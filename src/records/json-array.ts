import { containerStep } from './json-container.ts';
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
import { jsonRecord, parseJson, problemAt } from './json-record.ts';
import { endOfScalar } from './json-scalar.ts';
import type { Neighbours } from './json-recovery.ts';

/** An array of records, from behind its `[` on. What stands between records is told, and passed over as far as it is not a record. */
export function arrayStep(reading: JsonReading): Step {
  const { window } = reading;
  let awaited: 'first' | 'value' | 'comma' = 'first';
  const neighbours: Neighbours = {
    within: 'array',
    openingLine: window.line,
    onFound: () => (awaited = window.bytes[window.position] === closing ? 'comma' : 'value'),
  };

  function close(): boolean {
    if (awaited === 'value') stray('a comma stands behind the last record');
    window.advance(window.position + 1);
    reading.steps.pop();
    return true;
  }

  function stray(what: string): void {
    giveProblem(reading, 'syntax', `${here(reading)}: ${what}.`);
  }

  function takeObject(): boolean {
    const { bytes, position, end } = window;
    const { scanner, longest } = reading;
    const seeksArrays = reading.envelopes === 0 && reading.arrayKeys.length > 0;
    awaited = 'comma';
    scanner.begin(seeksArrays);
    const to = scanner.scan(bytes, position, end);
    if (scanner.state() === 'end' && to - position <= longest) {
      giveRecord(reading, jsonRecord(bytes, position, to, placeOf(reading)));
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
    } else stray('a JSON object is expected');
    awaited = window.bytes[window.position] === comma ? 'value' : 'comma';
    window.advance(to);
    return true;
  }

  /** What stands where a comma should. */
  function passOther(): boolean {
    const to = endOfScalar(window);
    if (to === undefined) return false;
    stray('a comma or ] is expected');
    window.advance(to);
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
    if (byte !== brace && byte !== opening) return awaited === 'comma' ? passOther() : takeOther();
    if (awaited === 'comma') stray('a comma or ] is expected');
    return takeObject();
  };
}

const comma = 0x2c;
const opening = 0x5b;
const closing = 0x5d;
const brace = 0x7b;
