import { letterInSet, letterSet } from './letter-set.ts';
import { type Cursor, cursorOf } from './pattern-cursor.ts';
import { readBracket, readEscapedLetter, readPerl, readUnicode } from './read-letters.ts';
import { type PatternNode, type PatternPlace, UnknownSyntax } from './pattern-node.ts';

/** A regular expression as Go's regexp/syntax reads it, with its Perl flags. Throws UnknownSyntax, or a SyntaxError of a set. */
export function parsePattern(pattern: string): PatternNode {
  const cursor = cursorOf(pattern);
  const node = parseChoice(cursor, { anyCase: false, lines: false, dotAll: false });
  if (!cursor.isAtEnd()) throw new UnknownSyntax(pattern);
  return node;
}

interface Flags {
  readonly anyCase: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
}

/** Flags that are set in the middle hold to the end of their group, through all that follows of the choice. */
function parseChoice(cursor: Cursor, outer: Flags): PatternNode {
  let flags = outer;
  const choices: PatternNode[][] = [[]];
  while (!cursor.isAtEnd() && cursor.peek() !== ')') {
    const parts = choices.at(-1) ?? [];
    if (cursor.take('|')) {
      choices.push([]);
      continue;
    }
    const change = cursor.takeMatch(/\(\?([imsU]*)(?:-([imsU]+))?\)/y);
    if (change !== undefined) {
      flags = changed(flags, change);
      continue;
    }
    const quoted = cursor.takeMatch(/\\Q(.*?)(?:\\E|$)/sy);
    if (quoted !== undefined) {
      for (const letter of quoted[1] ?? '') parts.push(one(letter.codePointAt(0) ?? 0, flags));
      continue;
    }
    parts.push(repeated(cursor, parseOne(cursor, flags)));
  }
  const [first = [], ...others] = choices;
  if (others.length === 0) return { is: 'sequence', parts: first };
  return { is: 'choice', parts: choices.map((parts) => ({ is: 'sequence', parts })) };
}

function changed(flags: Flags, [, on = '', off = '']: readonly (string | undefined)[]): Flags {
  const has = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
  return { anyCase: has('i', flags.anyCase), lines: has('m', flags.lines), dotAll: has('s', flags.dotAll) };
}

function parseOne(cursor: Cursor, flags: Flags): PatternNode {
  const group = cursor.takeMatch(/\((?:\?P?<\w+>|\?([imsU]*)(?:-([imsU]+))?:|(?!\?))/y);
  if (group !== undefined) {
    const inner = parseChoice(cursor, changed(flags, group));
    if (!cursor.take(')')) throw new UnknownSyntax('(');
    return inner;
  }
  if (cursor.take('^')) return place(flags.lines ? 'line-start' : 'text-start');
  if (cursor.take('$')) return place(flags.lines ? 'line-end' : 'text-end');
  if (cursor.take('.')) return { is: 'letter', has: flags.dotAll ? () => true : (code) => code !== 10 };
  if (cursor.take('[')) return readBracket(cursor, flags.anyCase);
  if (cursor.peek() === '\\') return parseEscape(cursor, flags);
  const letter = cursor.next();
  if ('(*+?'.includes(letter)) throw new UnknownSyntax(letter);
  return one(letter.codePointAt(0) ?? 0, flags);
}

function parseEscape(cursor: Cursor, { anyCase }: Flags): PatternNode {
  const [, letter = ''] = cursor.takeMatch(/\\([AzbB])/y) ?? [];
  const where = escapedPlaces[letter];
  if (where !== undefined) return place(where);
  const set = readPerl(cursor, anyCase) ?? readUnicode(cursor, anyCase);
  if (set !== undefined) return { is: 'letter', has: letterSet(set, { anyCase }) };
  return one(readEscapedLetter(cursor), { anyCase });
}

const escapedPlaces: Readonly<Record<string, PatternPlace>> = {
  A: 'text-start',
  z: 'text-end',
  b: 'word-edge',
  B: 'no-word-edge',
};

/** `x{3}` is `x`, three times; two such signs in a row are none, and where no number stands the brace is a letter. */
function repeated(cursor: Cursor, part: PatternNode): PatternNode {
  const sign = cursor.takeMatch(/(?:([*+?])|\{(\d+)(,)?(\d+)?\})\??/y);
  if (sign === undefined) return part;
  const [, letter, least = '0', comma, most] = sign;
  if (cursor.takeMatch(/[*+?]|\{\d+(?:,\d*)?\}/y) !== undefined) throw new UnknownSyntax(sign[0] ?? '');
  if (letter !== undefined) {
    return { is: 'repeat', part, least: letter === '+' ? 1 : 0, most: letter === '?' ? 1 : Infinity };
  }
  const open = comma === undefined ? Number(least) : Infinity;
  return { is: 'repeat', part, least: Number(least), most: most === undefined ? open : Number(most) };
}

const place = (where: PatternPlace): PatternNode => ({ is: 'place', place: where });

function one(code: number, { anyCase }: Pick<Flags, 'anyCase'>): PatternNode {
  if (!anyCase) return { is: 'letter', has: (other) => other === code };
  return { is: 'letter', has: letterSet(letterInSet(code), { anyCase }) };
}
