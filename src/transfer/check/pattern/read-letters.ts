import { letterInSet, letterSet, perlSets, posixSets, unicodeSet } from './letter-set.ts';
import type { Cursor } from './pattern-cursor.ts';
import { type PatternNode, UnknownSyntax } from './pattern-node.ts';

/** What follows an opening bracket, to the closing one. A bracket that comes first is a letter, and a hyphen at either end. */
export function readBracket(cursor: Cursor, anyCase: boolean): PatternNode {
  const negated = cursor.take('^');
  let members = '';
  for (let isFirst = true; isFirst || cursor.peek() !== ']'; isFirst = false) {
    members += readSet(cursor, anyCase) ?? readRange(cursor);
  }
  cursor.take(']');
  return { is: 'letter', has: letterSet(members, { negated, anyCase }) };
}

function readSet(cursor: Cursor, anyCase: boolean): string | undefined {
  const posix = cursor.takeMatch(/\[:(\^?)([a-z]+):\]/y);
  if (posix !== undefined) {
    const set = posixSets[posix[2] ?? ''];
    if (set === undefined || posix[1] === '^') throw new UnknownSyntax(posix[2] ?? '');
    return set;
  }
  return readPerl(cursor, anyCase) ?? readUnicode(cursor, anyCase);
}

function readRange(cursor: Cursor): string {
  const first = readLetter(cursor);
  // `a-` before the end is two letters.
  if (cursor.takeMatch(/-(?!\])/y) === undefined) return letterInSet(first);
  return `${letterInSet(first)}-${letterInSet(readLetter(cursor))}`;
}

const readLetter = (cursor: Cursor): number =>
  cursor.peek() === '\\' ? readEscapedLetter(cursor) : (cursor.next().codePointAt(0) ?? 0);

/** `\d`, `\s`, `\w` or the opposite of one; undefined where none stands. */
export function readPerl(cursor: Cursor, anyCase: boolean): string | undefined {
  const [, letter] = cursor.takeMatch(/\\([dDsSwW])/y) ?? [];
  // As below: the opposite of a set in any case.
  if (letter === 'W' && anyCase) throw new UnknownSyntax('\\W');
  return letter === undefined ? undefined : perlSets[letter];
}

/** `\pL`, `\p{Greek}`, `\P{L}` or `\p{^L}`; undefined where none stands. */
export function readUnicode(cursor: Cursor, anyCase: boolean): string | undefined {
  const match = cursor.takeMatch(/\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y);
  if (match === undefined) return undefined;
  const [, letter, not, name, short = ''] = match;
  const negated = (letter === 'P') !== (not === '^');
  // In any case V8 takes the opposite of a set for something else than Go does.
  if (negated && anyCase) throw new UnknownSyntax(String(match[0]));
  return unicodeSet(name ?? short, negated);
}

/** `\n`, `\x7F`, `\x{1F600}`, `\012` and escaped signs. */
export function readEscapedLetter(cursor: Cursor): number {
  const long = cursor.takeMatch(/\\x\{([\da-f]{1,6})\}/iy) ?? cursor.takeMatch(/\\x([\da-f]{2})/iy);
  if (long !== undefined) return Number.parseInt(long[1] ?? '', 16);
  const octal = cursor.takeMatch(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
  if (octal !== undefined) return Number.parseInt(octal[1] ?? '', 8);
  const [, letter] = cursor.takeMatch(/\\([aftnrv!-/:-@[-`{-~])/y) ?? [];
  if (letter === undefined) throw new UnknownSyntax('\\');
  return controls[letter] ?? letter.charCodeAt(0);
}

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
