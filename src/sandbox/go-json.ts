/** A body that Go's encoding/json would refuse; the message is Go's, or close to it. */
export class GoJsonError extends Error {
  override name = 'GoJsonError';
}

/**
 * The first JSON value of a text. Go's decoder reads no further, so what follows it is ignored, even
 * when it is no JSON. Throws GoJsonError.
 */
export function firstJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = afterBlanks(text, 0);
    if (start === text.length) throw new GoJsonError('EOF');
    return JSON.parse(text.slice(start, endOf(text, start)));
  }
}

function endOf(text: string, start: number): number {
  try {
    return endOfValue(text, start);
  } catch (error) {
    // The walk is as deep as the value; Go gives up at 10 000 levels.
    if (error instanceof RangeError) throw new GoJsonError('exceeded max depth');
    throw error;
  }
}

/** Where the value that begins at `at` ends. The walk takes Go's steps, for the sake of its messages. */
function endOfValue(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '{') return endOfMembers(text, at + 1);
  if (first === '[') return endOfElements(text, at + 1);
  if (first === '"') return endOfString(text, at + 1);
  if (/[\d-]/.test(first)) return endOfNumber(text, at);
  const literal = literals.find((word) => word.startsWith(first));
  if (literal === undefined || first === '') throw unexpected(text, at, 'looking for beginning of value');
  for (const [offset, expected] of Array.from(literal).entries()) {
    if (text.charAt(at + offset) !== expected) {
      throw unexpected(text, at + offset, `in literal ${literal} (expecting '${expected}')`);
    }
  }
  return at + literal.length;
}

const literals = ['null', 'true', 'false'];

function endOfMembers(text: string, start: number): number {
  let at = afterBlanks(text, start);
  if (text.charAt(at) === '}') return at + 1;
  for (;;) {
    if (text.charAt(at) !== '"') throw unexpected(text, at, 'looking for beginning of object key string');
    at = afterBlanks(text, endOfString(text, at + 1));
    if (text.charAt(at) !== ':') throw unexpected(text, at, 'after object key');
    at = afterBlanks(text, endOfValue(text, afterBlanks(text, at + 1)));
    if (text.charAt(at) === '}') return at + 1;
    if (text.charAt(at) !== ',') throw unexpected(text, at, 'after object key:value pair');
    at = afterBlanks(text, at + 1);
  }
}

function endOfElements(text: string, start: number): number {
  let at = afterBlanks(text, start);
  if (text.charAt(at) === ']') return at + 1;
  for (;;) {
    at = afterBlanks(text, endOfValue(text, at));
    if (text.charAt(at) === ']') return at + 1;
    if (text.charAt(at) !== ',') throw unexpected(text, at, 'after array element');
    at = afterBlanks(text, at + 1);
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start; ; at++) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') throw unexpected(text, at, 'in string literal');
    if (character !== '\\') continue;
    at++;
    if (!/["\\/bfnrtu]/.test(text.charAt(at))) throw unexpected(text, at, 'in string escape code');
    if (text.charAt(at) !== 'u') continue;
    for (let digit = 0; digit < 4; digit++) {
      at++;
      if (!/[\da-f]/i.test(text.charAt(at)))
        throw unexpected(text, at, String.raw`in \u hexadecimal character escape`);
    }
  }
}

function endOfNumber(text: string, start: number): number {
  let at = text.charAt(start) === '-' ? start + 1 : start;
  at = text.charAt(at) === '0' ? at + 1 : afterDigits(text, at, 'in numeric literal');
  if (text.charAt(at) === '.') at = afterDigits(text, at + 1, 'after decimal point in numeric literal');
  if (!/e/i.test(text.charAt(at))) return at;
  at = /[+-]/.test(text.charAt(at + 1)) ? at + 2 : at + 1;
  return afterDigits(text, at, 'in exponent of numeric literal');
}

function afterDigits(text: string, start: number, place: string): number {
  let at = start;
  while (/\d/.test(text.charAt(at))) at++;
  if (at === start) throw unexpected(text, at, place);
  return at;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (/[ \t\r\n]/.test(text.charAt(at))) at++;
  return at;
}

// Go looks at bytes, and shows the first one of a character beyond ASCII as if it were a character.
function unexpected(text: string, at: number, place: string): GoJsonError {
  const [byte] = Buffer.from(text.slice(at, at + 2));
  if (byte === undefined) return new GoJsonError('unexpected EOF');
  const character = String.fromCharCode(byte);
  const hex = byte.toString(16).padStart(2, '0');
  const shown =
    character === "'" ? String.raw`\'` : (escapes[character] ?? (byte < 32 ? `\\x${hex}` : character));
  return new GoJsonError(`invalid character '${shown}' ${place}`);
}

const escapes: Readonly<Partial<Record<string, string>>> = {
  '\\': '\\\\',
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};
