/** What to do with a text that is UTF-16 or UTF-32 by its first bytes, as the end of a sentence. */
export function foreignEncoding(start: Buffer): string | undefined {
  const encoding = byMark(start) ?? byNuls(start);
  if (encoding === undefined) return undefined;
  return `it is ${encoding}, not UTF-8 (convert it with: iconv -f ${encoding} -t UTF-8)`;
}

function byMark(start: Buffer): string | undefined {
  const mark = start.subarray(0, 4).toString('latin1');
  if (mark === '\xff\xfe\0\0' || mark === '\0\0\xfe\xff') return 'UTF-32';
  return mark.startsWith('\xff\xfe') || mark.startsWith('\xfe\xff') ? 'UTF-16' : undefined;
}

/** JSON, CSV and LDIF begin with ASCII, every other byte of which is NUL in UTF-16. */
function byNuls(start: Buffer): string | undefined {
  const pairs = Math.min(8, start.length >> 1);
  if (pairs < 4) return undefined;
  const isNul = (place: number): boolean => start[place] === 0;
  const every = (test: (pair: number) => boolean): boolean =>
    Array.from({ length: pairs }, (_, pair) => pair).every(test);
  if (every((pair) => !isNul(2 * pair) && isNul(2 * pair + 1))) return 'UTF-16LE';
  if (every((pair) => isNul(2 * pair) && !isNul(2 * pair + 1))) return 'UTF-16BE';
  return undefined;
}

/**
 * Where bytes stop being UTF-8, for a message; undefined where they do not. The text is what `toString` makes of them,
 * which puts U+FFFD in the place of what is wrong: without one in it nothing needs to be looked at.
 */
export function findEncodingFault(bytes: Buffer, text: string): EncodingFault | undefined {
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    // Everything before it was right, so that it stands at the same offset in both; it may stand there itself.
    if (bytes.subarray(offset, offset + 3).toString('latin1') !== '\xef\xbf\xbd') {
      return { offset, message: sentence(bytes, offset) };
    }
  }
  return undefined;
}

export interface EncodingFault {
  /** From 0, in bytes. */
  readonly offset: number;
  readonly message: string;
}

function sentence(bytes: Buffer, offset: number): string {
  const byte = bytes[offset] ?? 0;
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  const what = `Byte ${offset + 1} of the record (0x${hex}) is no UTF-8`;
  return looksSingleByte(byte, bytes[offset + 1])
    ? `${what}; the file looks like Windows-1252 or Latin-1 (convert it with: iconv -f WINDOWS-1252 -t UTF-8)`
    : what;
}

/** A letter with an accent, or a quotation mark of Windows, alone among ASCII. */
const looksSingleByte = (byte: number, next: number | undefined): boolean =>
  (byte >= 0xa0 || [0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97].includes(byte)) &&
  (next === undefined || next < 0x80);
