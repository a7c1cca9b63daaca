import { containerStep } from './json-container.ts';
import { endsTooEarly, giveProblem, here, type JsonReading, passSpace, type Step } from './json-reading.ts';
import { parseJson } from './json-record.ts';
import { endOfScalar } from './json-scalar.ts';

/**
 * An object around a list of records, from behind its `{` on: its list is read as records, its other members are handed to
 * `onEnvelope`, whether they stand before the list or behind it. Bigger ones than 1 MiB are passed over, and their size is told.
 * `array`: the position is at the list.
 */
export function envelopeStep(reading: JsonReading, start: 'first' | 'array'): Step {
  const { window } = reading;
  let awaited: 'first' | 'key' | 'colon' | 'value' | 'comma' = start === 'first' ? 'first' : 'value';
  let key = '';
  let isList = start === 'array';
  reading.envelopes += 1;

  function leave(): boolean {
    reading.steps.pop();
    reading.envelopes -= 1;
    return true;
  }

  function stop(what: string): boolean {
    const message = `${here(reading)}: ${what}; nothing behind it can be read.`;
    giveProblem(reading, 'syntax', message, { fatal: true });
    return true;
  }

  function pass(next: typeof awaited): boolean {
    window.advance(window.position + 1);
    awaited = next;
    return true;
  }

  function takeKey(): boolean {
    const to = endOfScalar(window);
    if (to === undefined) return false;
    const parsed = parseJson(window.bytes.toString('utf8', window.position, to));
    if (typeof parsed?.value !== 'string') return stop('a key in quotes is expected');
    key = parsed.value;
    isList = reading.arrayKeys.includes(key);
    window.advance(to);
    awaited = 'colon';
    return true;
  }

  function takeValue(byte: number | undefined): boolean {
    awaited = 'comma';
    if (isList && byte === bracket) {
      window.advance(window.position + 1);
      reading.steps.push(reading.listStep());
      return true;
    }
    if (byte === bracket || byte === brace || byte === quote) {
      reading.steps.push(containerStep(reading, member(reading, key, stop), false));
      return true;
    }
    const to = endOfScalar(window);
    awaited = to === undefined ? 'value' : 'comma';
    return to !== undefined && handOver(reading, key, to, stop);
  }

  return () => {
    if (!passSpace(reading)) return window.isEnded && endsTooEarly(reading, 'the object around the records');
    const byte = window.bytes[window.position];
    if (awaited === 'value') return takeValue(byte);
    if (awaited === 'colon') return byte === colon ? pass('value') : stop('a colon is expected');
    if (byte === brace + 2 && awaited !== 'key') return pass('key') && leave();
    if (awaited === 'comma') return byte === comma ? pass('key') : stop('a comma or } is expected');
    return byte === quote ? takeKey() : stop('a key in quotes is expected');
  };
}

/** Whether what stands before a `[` is the key of a list of records, and its colon. */
export function isArrayKeyBefore({ window, arrayKeys }: JsonReading, at: number): boolean {
  const before = window.bytes.toString('latin1', Math.max(window.position, at - longestKey), at).trimEnd();
  const named = before.endsWith(':') ? before.slice(0, -1).trimEnd() : '';
  return arrayKeys.some((key) => named.endsWith(`"${key}"`) && !named.endsWith(`\\"${key}"`));
}

const longestKey = 256;
const longestMember = 1_048_576;

const member = (
  reading: JsonReading,
  key: string,
  stop: (what: string) => boolean,
): Parameters<typeof containerStep>[1] => ({
  longest: longestMember,
  onWhole: (_, to) => void handOver(reading, key, to, stop),
  onTooBig: (bytes) => giveTooBig(reading, key, bytes),
  isSought: () => false,
  onArray: () => undefined,
  onFault: (message, place) => {
    giveProblem(reading, 'syntax', `${message}; nothing behind it can be read.`, { fatal: true, place });
  },
  onEnd: () => void endsTooEarly(reading, 'the object around the records'),
});

/** The member from the position to `to`. */
function handOver(reading: JsonReading, key: string, to: number, stop: (what: string) => boolean): boolean {
  const { window } = reading;
  const bytes = to - window.position;
  if (bytes > longestMember) giveTooBig(reading, key, bytes);
  else {
    const parsed = parseJson(window.bytes.toString('utf8', window.position, to));
    if (parsed === undefined) return stop('this is no JSON');
    reading.onEnvelope(key, parsed.value, reading.records);
  }
  window.advance(to);
  return true;
}

function giveTooBig(reading: JsonReading, key: string, bytes: number): void {
  if (reading.onPassedOver !== undefined) return reading.onPassedOver(key);
  const message = `The member ${JSON.stringify(key)} beside the records has ${bytes} bytes and was passed over.`;
  giveProblem(reading, 'too-big', message);
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const bracket = 0x5b;
const brace = 0x7b;
