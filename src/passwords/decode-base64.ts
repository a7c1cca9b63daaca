import { UnmatchableHashError } from './unmatchable-hash.ts';

export interface Base64Rules {
  /** The 64 digits; those of RFC 4648, section 4, unless given. */
  alphabet?: string;
  /** With padding it has to be there, without it must not be. */
  padded: boolean;
  /** Whether the bits of the last digit that no byte uses have to be zero; yes unless given. */
  strict?: boolean;
}

/**
 * Decodes base64 exactly as lenient as Go's encoding/base64: line ends are skipped anywhere, anything else
 * that is no digit is refused. Throws IllegalBase64Error with Go's message, which names the byte.
 */
export function decodeBase64(text: string, rules: Base64Rules): Buffer {
  const bytes = Buffer.from(text);
  const alphabet = rules.alphabet ?? standardAlphabet;
  const { digits, end } = leadingDigits(bytes, alphabet);
  const rest = digits.length % 4;
  let consumed = end;
  if (end < bytes.length) {
    if (!rules.padded || bytes[end] !== equalsSign) throw illegal(end);
    consumed = endOfPadding(bytes, end, rest);
  } else if (rest === 1 || (rest > 0 && rules.padded)) {
    throw illegal(end - rest);
  }
  const unused = rest === 3 ? 0b11 : rest === 2 ? 0b1111 : 0;
  if (rules.strict !== false && ((digits.at(-1) ?? 0) & unused) !== 0) throw illegal(consumed + rest - 4);
  if (consumed < bytes.length) throw illegal(consumed);
  return bytesOf(digits);
}

/** Where Go's decoder gives up, counted in bytes. */
export class IllegalBase64Error extends UnmatchableHashError {
  readonly position: number;

  constructor(position: number) {
    super('malformed-hash', `illegal base64 data at input byte ${position}`);
    this.position = position;
  }
}

const standardAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const equalsSign = 0x3d;

function bytesOf(digits: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let position = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | digit) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[position] = (bits >> count) & 0xff;
    position += 1;
  }
  return bytes;
}

function leadingDigits(bytes: Buffer, alphabet: string): { digits: number[]; end: number } {
  const values = valuesOf(alphabet);
  const digits: number[] = [];
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (isLineEnd(byte)) continue;
    const digit = values[byte] ?? -1;
    if (digit === -1) return { digits, end: position };
    digits.push(digit);
  }
  return { digits, end: bytes.length };
}

const valuesByAlphabet = new Map<string, Int8Array>();

/** What each byte is worth in this alphabet, or -1. */
function valuesOf(alphabet: string): Int8Array {
  const known = valuesByAlphabet.get(alphabet);
  if (known !== undefined) return known;
  const values = Int8Array.from({ length: 256 }, (_, byte) =>
    byte < 0x80 ? alphabet.indexOf(String.fromCharCode(byte)) : -1,
  );
  valuesByAlphabet.set(alphabet, values);
  return values;
}

function endOfPadding(bytes: Buffer, start: number, rest: number): number {
  if (rest < 2) throw illegal(start);
  const next = afterLineEnds(bytes, start + 1);
  if (rest === 3) return next;
  if (next === bytes.length) throw illegal(next);
  if (bytes[next] !== equalsSign) throw illegal(next - 1);
  return afterLineEnds(bytes, next + 1);
}

function afterLineEnds(bytes: Buffer, start: number): number {
  let position = start;
  while (position < bytes.length && isLineEnd(bytes[position])) position += 1;
  return position;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

function illegal(position: number): IllegalBase64Error {
  return new IllegalBase64Error(position);
}
