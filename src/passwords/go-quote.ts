/** A text in quotation marks as Go's strconv.Quote writes it. Of bytes that are no UTF-8 every one beyond ASCII is escaped. */
export function goQuote(bytes: Buffer): string {
  const text = bytes.toString();
  const quoted = Buffer.from(text).equals(bytes)
    ? Array.from(text, quoteCharacter)
    : Array.from(bytes, (byte) => (byte < 0x80 ? quoteCharacter(String.fromCharCode(byte)) : inHex(byte)));
  return `"${quoted.join('')}"`;
}

const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

function quoteCharacter(character: string): string {
  const escaped = escapes.get(character);
  if (escaped !== undefined) return escaped;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return inHex(point);
  return point < 0x10000
    ? `\\u${point.toString(16).padStart(4, '0')}`
    : `\\U${point.toString(16).padStart(8, '0')}`;
}

function inHex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
