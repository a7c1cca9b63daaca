import type { InputFile } from '../records/input-file.ts';
import { isRejected, rejectedValue } from '../records/rejected-record.ts';
import type { FileHead } from './source.ts';

/** The beginning of a file as sources want it for recognition; reading goes on from the start all the same. */
export async function fileHead(file: InputFile): Promise<FileHead> {
  const head = headOf(file.name, await file.head(headBytes));
  if (head.first !== undefined || !/^\s*[[{]/.test(head.text)) return head;
  return headOf(file.name, await file.head(longHeadBytes));
}

const headBytes = 65_536;
/** Of JSON without a whole record in that. */
const longHeadBytes = 1_048_576;

function headOf(name: string, bytes: Buffer): FileHead {
  // A character that the cut goes through is left out.
  const text = new TextDecoder().decode(bytes, { stream: true });
  const columns = columnsOf(text);
  const record = firstRecord(text) ?? (columns.length === 0 ? firstWholeLine(text) : undefined);
  const isOfRejects = record !== undefined && isRejected(record);
  return { name, text, columns, first: isOfRejects ? firstRejected(text) : record, isOfRejects };
}

function columnsOf(text: string): readonly string[] {
  const line = text.split(/\r?\n/, 20).find((one) => one.trim() !== '' && !one.startsWith('#')) ?? '';
  if (/^\s*[[{]/.test(line)) return [];
  const delimiter = ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';
  const cells = line.split(delimiter).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
  return cells.length > 1 ? cells : [];
}

function firstRecord(text: string): FileHead['first'] {
  const start = text.search(/\S/);
  if (start === -1) return undefined;
  if (text[start] === '[') return objectAt(text, text.slice(start + 1).search(/\S/) + start + 1);
  if (text[start] !== '{') return undefined;
  const whole = objectAt(text, start);
  return whole === undefined ? firstListed(text, start) : (onlyListed(whole) ?? whole);
}

/** Of lines of JSON of which the first is broken, or something else. */
function firstWholeLine(text: string): FileHead['first'] {
  const [first] = wholeLines(text);
  return first;
}

/** Of a file of rejects: records that could not be read are null in it. */
function firstRejected(text: string): FileHead['first'] {
  for (const record of wholeLines(text)) {
    const value = rejectedValue(record);
    if (value !== undefined) return value;
  }
  return undefined;
}

function* wholeLines(text: string): Generator<NonNullable<FileHead['first']>, undefined> {
  for (const [line] of text.matchAll(/^\{.*\}(?=,?\r?$)/gm)) {
    const record = objectAt(line, 0);
    if (record !== undefined) yield record;
  }
}

/** Of an object about a list of people, the first of them. A person may well have `identities`, but not these alone. */
function onlyListed(whole: Readonly<Record<string, unknown>>): FileHead['first'] {
  const name = listNames.find((one) => Array.isArray(whole[one]));
  if (name === undefined || (name === 'identities' && Object.keys(whole).length > 1)) return undefined;
  if (name === 'data' && Object.keys(whole).some((one) => !besideData.has(one))) return undefined;
  const [first] = whole[name] as unknown[];
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : undefined;
}

/** The same, where the object is longer than what was read. */
function firstListed(text: string, start: number): FileHead['first'] {
  for (const listed of text.matchAll(listBegins)) {
    if (depthAt(text, start, listed.index) === 1) return objectAt(text, listed.index + listed[0].length);
  }
  return undefined;
}

const listNames = ['users', 'Users', 'identities', 'data'] as const;
const listBegins = /"(?:users|Users|identities|data)"\s*:\s*\[\s*(?=\{)/g;
/** In an answer of an API; a person may have `data` of another kind. */
const besideData: ReadonlySet<string> = new Set(['data', 'total_count', 'totalCount']);

/** The object that begins at an offset, if the whole of it is there. */
function objectAt(text: string, start: number): FileHead['first'] {
  if (text[start] !== '{') return undefined;
  const end = endOfObject(text, start);
  if (end === undefined) return undefined;
  try {
    return JSON.parse(text.slice(start, end)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function endOfObject(text: string, start: number): number | undefined {
  let end: number | undefined;
  walk(text, start, text.length, (depth, offset) => {
    if (depth === 0) end = offset + 1;
    return depth > 0;
  });
  return end;
}

/** How many brackets are open before an offset. */
function depthAt(text: string, start: number, end: number): number {
  let depth = 0;
  walk(text, start, end, (now) => {
    depth = now;
    return true;
  });
  return depth;
}

/** Tells of every bracket outside of texts how many are open behind it, until `onBracket` wants no more. */
function walk(
  text: string,
  start: number,
  end: number,
  onBracket: (depth: number, offset: number) => boolean,
): void {
  let depth = 0;
  let isInText = false;
  for (let offset = start; offset < end; offset += 1) {
    const character = text[offset];
    if (isInText) {
      if (character === '\\') offset += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[' || character === '}' || character === ']') {
      depth += character === '{' || character === '[' ? 1 : -1;
      if (!onBracket(depth, offset)) return;
    }
  }
}
