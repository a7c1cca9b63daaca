import { findJsonFault, type JsonFault } from './json-fault.ts';
import { inexactNumbers, mayBeInexact } from './json-numbers.ts';
import { deepest } from './json-scanner.ts';
import type { RecordOrProblem, RecordPlace, RecordProblem, SourceRecord } from './record.ts';
import { findEncodingFault } from './text-encoding.ts';

/**
 * One JSON object in bytes as a record, or what is wrong with it. JSON.parse passes over some things without a word; here nothing is
 * changed silently: a key that is there twice, a NUL and half of a character are problems, and a number beyond what a
 * double counts in ones (2^53) is given as a text, with its digits as they stand in the file. Fractions are doubles. With
 * `told` numbers are numbers, and the record says which of them are not what is written.
 */
export function jsonRecord(
  bytes: Buffer,
  from: number,
  to: number,
  place: JsonPlace,
  bigNumbers: BigNumbers,
): RecordOrProblem {
  const text = bytes.toString('utf8', from, to);
  const parsed = parseJson(text);
  return parsed === undefined
    ? { problem: unparsable(bytes, from, to, place) }
    : checkedRecord(parsed.value, text, bytes, from, to, place, bigNumbers);
}

export type BigNumbers = 'texts' | 'told';

/** Where a record begins; the column counts from 0, in bytes. */
export interface JsonPlace extends RecordPlace {
  readonly line: number;
  readonly column: number;
}

export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What JSON.parse made of the bytes from `from` to `to`, looked at more closely. */
export function checkedRecord(
  value: unknown,
  text: string,
  bytes: Buffer,
  from: number,
  to: number,
  place: JsonPlace,
  bigNumbers: BigNumbers,
): RecordOrProblem {
  if (text.includes('\uFFFD')) {
    const fault = findEncodingFault(bytes.subarray(from, to), text);
    if (fault !== undefined) return { problem: problemAt(place, 'encoding', `${fault.message}.`) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: problemAt(place, 'not-a-record', 'A JSON object is expected here, and this is none.') };
  }
  const seen: Seen = { keys: 0, hasNumbers: false, isDeep: false, isBig: false };
  look(value as Values, 1, seen);
  if (seen.isDeep || seen.keys !== colonsAfterQuotes(text) || suspicious.test(text)) {
    const fault = findJsonFault(text);
    if (fault !== undefined) return { problem: faultyRecord(fault, text, place) };
  }
  const isToBeTold = bigNumbers === 'told' && seen.hasNumbers && (seen.isBig || mayBeInexact(text));
  const inexact = isToBeTold ? inexactNumbers(text) : undefined;
  const kept = (
    bigNumbers === 'texts' && seen.isBig ? withBigNumbersAsTexts(text) : value
  ) as SourceRecord['value'];
  const record = { place: plainPlace(place), value: kept };
  return { record: inexact === undefined ? record : { ...record, inexact } };
}

type Values = Readonly<Record<string, unknown>>;

/** A NUL or half of a character, written as an escape; spaces before a colon would spoil the count of keys. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])|"\s+:/;

interface Seen {
  keys: number;
  hasNumbers: boolean;
  isDeep: boolean;
  isBig: boolean;
}

function look(values: Values, depth: number, seen: Seen): void {
  if (Array.isArray(values)) {
    for (const value of values as readonly unknown[]) lookAtValue(value, depth, seen);
    return;
  }
  for (const key in values) {
    seen.keys += 1;
    lookAtValue(values[key], depth, seen);
  }
}

function lookAtValue(value: unknown, depth: number, seen: Seen): void {
  if (typeof value === 'number') {
    seen.hasNumbers = true;
    seen.isBig ||= !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  } else if (typeof value === 'object' && value !== null) {
    if (depth === deepest) seen.isDeep = true;
    else look(value as Values, depth + 1, seen);
  }
}

/** As many as there are keys, unless a key is there twice or a text holds `":`. */
function colonsAfterQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) count += 1;
  return count;
}

function withBigNumbersAsTexts(text: string): unknown {
  return JSON.parse(text, asWritten);
}

const asWritten = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) ? context?.source : value;

/** Why bytes that JSON.parse refused are no record. */
export function unparsable(bytes: Buffer, from: number, to: number, place: JsonPlace): RecordProblem {
  const text = bytes.toString('utf8', from, to);
  const encoding = text.includes('\uFFFD') ? findEncodingFault(bytes.subarray(from, to), text) : undefined;
  if (encoding !== undefined) return problemAt(place, 'encoding', `${encoding.message}.`);
  const fault = findJsonFault(text) ?? { offset: 0, code: 'syntax', what: 'this is no JSON' };
  return faultyRecord(fault, text, place);
}

function faultyRecord(
  { offset, code, what, field }: JsonFault,
  text: string,
  place: JsonPlace,
): RecordProblem {
  const before = text.slice(0, offset);
  const lines = before.split('\n').length - 1;
  const inLine = offset - (before.lastIndexOf('\n') + 1);
  const column = (lines === 0 ? place.column : 0) + inLine + 1;
  const message = `At line ${place.line + lines}, column ${column}: ${what}.`;
  return { ...problemAt(place, code, message), ...(field !== undefined && { field }) };
}

export const problemAt = (
  place: JsonPlace,
  code: RecordProblem['code'],
  message: string,
  fatal = false,
): RecordProblem => ({ place: plainPlace(place), code, message, fatal });

const plainPlace = ({ file, record, line }: JsonPlace): RecordPlace => ({ file, record, line });
