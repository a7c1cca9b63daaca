import { deepest } from './json-scanner.ts';

export interface JsonFault {
  /** From 0, in UTF-16 units of the text. */
  readonly offset: number;
  readonly code: 'syntax' | 'nul' | 'encoding';
  /** What is wrong, without quoting any value. */
  readonly what: string;
  /** A JSON pointer, where a member is meant. */
  readonly field?: string;
}

/**
 * The first thing in a JSON text that JSON.parse refuses, or takes without a word though something would be lost: a
 * key that is there twice, a NUL, half of a character, nesting that is too deep. It is slow, and asked only where something is suspected.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const walk: Walk = { text, at: 0, path: [] };
  try {
    passValue(walk);
    passSpace(walk);
    if (walk.at < text.length) throw syntax(walk, 'nothing more is expected');
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Found) return thrown.fault;
    throw thrown;
  }
}

interface Walk {
  readonly text: string;
  at: number;
  readonly path: (string | number)[];
}

class Found extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.what);
    this.fault = fault;
  }
}

function passValue(walk: Walk): void {
  passSpace(walk);
  const character = walk.text[walk.at];
  if (character === '{') passObject(walk);
  else if (character === '[') passArray(walk);
  else if (character === '"') passText(walk);
  else passScalar(walk);
}

function passObject(walk: Walk): void {
  enter(walk);
  const seen = new Set<string>();
  for (let isFirst = true; !took(walk, '}'); isFirst = false) {
    if (!isFirst) require(walk, ',', 'a comma or } is expected');
    passSpace(walk);
    if (walk.text[walk.at] !== '"')
      throw syntax(walk, isFirst ? 'a key in quotes or } is expected' : 'a key in quotes is expected');
    const start = walk.at;
    const key = passText(walk);
    walk.path.push(key);
    if (seen.has(key)) throw found(walk, 'syntax', 'a key is there twice in one object', start);
    seen.add(key);
    require(walk, ':', 'a colon is expected');
    passValue(walk);
    walk.path.pop();
  }
}

function passArray(walk: Walk): void {
  enter(walk);
  for (let index = 0; !took(walk, ']'); index += 1) {
    if (index > 0) require(walk, ',', 'a comma or ] is expected');
    walk.path.push(index);
    passValue(walk);
    walk.path.pop();
  }
}

function enter(walk: Walk): void {
  if (walk.path.length >= deepest) throw syntax(walk, `it is nested deeper than ${deepest} levels`);
  walk.at += 1;
}

function passScalar(walk: Walk): void {
  scalar.lastIndex = walk.at;
  const found = scalar.exec(walk.text);
  if (found === null) throw syntax(walk, 'a value is expected');
  walk.at = scalar.lastIndex;
}

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/** Behind its quote; gives what it says. */
function passText(walk: Walk): string {
  const start = walk.at;
  textEnd.lastIndex = start + 1;
  for (;;) {
    const end = textEnd.exec(walk.text);
    walk.at = end?.index ?? walk.text.length;
    if (end === null) throw syntax(walk, 'the closing quote of a text is expected');
    if (end[0] === '"') break;
    if (end[0] === '\0') throw found(walk, 'nul', nul);
    if (!end[0].startsWith('\\')) throw syntax(walk, 'there is a control character in a text');
    if (end[0] === '\\') throw syntax(walk, 'there is a backslash that escapes nothing');
  }
  walk.at += 1;
  const value = JSON.parse(walk.text.slice(start, walk.at)) as string;
  if (value.includes('\0')) throw found(walk, 'nul', nul, start);
  if (!value.isWellFormed())
    throw found(walk, 'encoding', 'half of a character (a lone surrogate) is written in it', start);
  return value;
}

const nul = 'there is a NUL in it, which no database of Kratos stores';
/** A quote, an escape or half of one, or what is before the blank: a control character. */
const textEnd = /"|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})?|[^ -\uffff]/g;

function passSpace(walk: Walk): void {
  space.lastIndex = walk.at;
  space.exec(walk.text);
  walk.at = space.lastIndex;
}

const space = /[ \t\r\n]*/y;

function took(walk: Walk, character: string): boolean {
  passSpace(walk);
  const isThere = walk.text[walk.at] === character;
  if (isThere) walk.at += 1;
  return isThere;
}

function require(walk: Walk, character: string, what: string): void {
  if (!took(walk, character)) throw syntax(walk, what);
}

const syntax = (walk: Walk, what: string): Found => new Found({ offset: walk.at, code: 'syntax', what });

const found = (walk: Walk, code: JsonFault['code'], what: string, offset = walk.at): Found =>
  new Found({ offset, code, what, field: pointerOf(walk.path) });

const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
