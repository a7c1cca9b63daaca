import { arrayStep } from './json-array.ts';
import { containerStep } from './json-container.ts';
import {
  cutShort,
  giveProblem,
  giveRecord,
  here,
  type JsonReading,
  passSpace,
  placeOf,
  type Step,
} from './json-reading.ts';
import { checkedRecord, jsonRecord, parseJson, problemAt, unparsable } from './json-record.ts';
import { endOfLine, lineStep, restOfLineStep } from './json-lines.ts';
import { recordContainer } from './json-object.ts';

/**
 * The outermost of a file: objects, one a line or over many lines or one behind the other, and arrays. Where the first
 * was a line of its own, a line is a record from there on, so that a broken one costs itself only.
 */
export function sequenceStep(reading: JsonReading): Step {
  return () => {
    const { window } = reading;
    if (!passSpace(reading)) {
      reading.isOver = window.isEnded;
      return window.isEnded;
    }
    const first = window.bytes[window.position];
    if (first === brace) return takeObject(reading);
    if (first === comma && reading.records > 0 && reading.isSound) return passComma(reading);
    if (first !== bracket) return takeStrayLine(reading);
    window.advance(window.position + 1);
    reading.steps.push(arrayStep(reading));
    return true;
  };
}

const comma = 0x2c;
const brace = 0x7b;
const bracket = 0x5b;

/** Of a list that lacks its brackets. */
function passComma(reading: JsonReading): boolean {
  const message = `${here(reading)}: a comma stands behind the record.`;
  giveProblem(reading, 'syntax', message, { harmless: true });
  reading.window.advance(reading.window.position + 1);
  return true;
}

function takeObject(reading: JsonReading): boolean {
  const { window, longest } = reading;
  if (reading.form !== 'values') {
    const end = endOfLine(reading);
    const bytes = (end === -1 ? window.end : end) - window.position;
    // Before it is known, a longer line may be the whole of the file.
    const most = reading.form === 'lines' ? longest : longestStray;
    if (end === -1 && bytes <= most) return false;
    if (bytes <= most && takeLine(reading, end)) return true;
    if (bytes > most && reading.form === 'lines') {
      giveRecord(reading, { problem: tooBig(reading) });
      reading.steps.push(lineStep(reading));
      return true;
    }
  }
  const container = recordContainer(reading, {
    within: 'sequence',
    openingLine: 0,
    onFound: () => undefined,
  });
  reading.steps.push(containerStep(reading, container, reading.arrayKeys.length > 0));
  return true;
}

const tooBig = (reading: JsonReading) =>
  problemAt(placeOf(reading), 'too-big', `One record is longer than ${reading.longest} bytes.`);

/** False where the line is no record of its own, and may be the beginning of one. */
function takeLine(reading: JsonReading, end: number): boolean {
  const { window, form } = reading;
  // Or else a long line of many objects would be parsed as often as it has objects.
  if (reading.partedLine === window.line) return form === 'lines' && takeOfLine(reading, end);
  const { bytes, position } = window;
  const place = placeOf(reading);
  const text = bytes.toString('utf8', position, end);
  const parsed = parseJson(text);
  if (parsed !== undefined) {
    if (isEnvelope(reading, parsed.value)) return false;
    giveRecord(reading, checkedRecord(parsed.value, text, bytes, position, end, place, reading.bigNumbers));
    window.advance(end);
    reading.form = 'lines';
    return true;
  }
  return form === 'lines' && text.trim() !== '{' && takeOfLine(reading, end);
}

/** Takes the first of several objects in a line, or all of a line that cannot be told apart. */
function takeOfLine(reading: JsonReading, end: number): boolean {
  const { window, scanner } = reading;
  const { bytes, position } = window;
  const place = placeOf(reading);
  scanner.begin(false);
  const stopped = scanner.scan(bytes, position, end);
  const state = scanner.state();
  if (state === 'end') giveRecord(reading, jsonRecord(bytes, position, stopped, place, reading.bigNumbers));
  else if (state === 'more' && end === window.end) cutShort(reading, place);
  else giveRecord(reading, { problem: unparsable(bytes, position, end, place) });
  reading.partedLine = window.line;
  window.advance(state === 'end' ? stopped : end);
  if (!reading.isSound) reading.steps.push(restOfLineStep(reading));
  return true;
}

function isEnvelope({ arrayKeys }: JsonReading, value: unknown): boolean {
  const members = value as Readonly<Record<string, unknown>>;
  return arrayKeys.some((key) => Object.hasOwn(members, key) && Array.isArray(members[key]));
}

function takeStrayLine(reading: JsonReading): boolean {
  const { window, records } = reading;
  const beginning = window.position + longestStray;
  if (window.end < beginning && !window.isEnded && (records === 0 || window.nextLineFeed === -1))
    return false;
  const end = Math.min(window.nextLineFeed === -1 ? window.end : window.nextLineFeed, beginning);
  const isJson = parseJson(window.bytes.toString('utf8', window.position, end)) !== undefined;
  if (isJson) {
    const message = 'A JSON object is expected here, and this is none.';
    giveRecord(reading, { problem: problemAt(placeOf(reading), 'not-a-record', message) });
  } else {
    const fatal = records === 0 && !hasJsonBelow(reading);
    const message = fatal
      ? 'this is no JSON: an object or an array is expected'
      : 'a JSON object is expected; the rest of the line is not read';
    giveProblem(reading, 'syntax', `${here(reading)}: ${message}.`, { fatal });
  }
  reading.steps.push(lineStep(reading));
  return true;
}

const longestStray = 65_536;

/** Whether any line of its beginning begins as JSON of records does. */
const hasJsonBelow = ({ window }: JsonReading): boolean =>
  /^[ \t]*[[{]/m.test(
    window.bytes.toString('latin1', window.position, Math.min(window.end, window.position + longestStray)),
  );
