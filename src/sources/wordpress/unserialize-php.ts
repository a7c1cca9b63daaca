/**
 * A value as PHP's serialize() writes it, of arrays, texts, numbers, booleans and null: a list for an array with the keys
 * 0, 1, 2, …, else an object. Undefined for anything else: objects of classes, references, what is damaged or follows it.
 * The length of a text is in bytes, so that it is read from bytes.
 */
export function unserializePhp(text: string): unknown {
  if (!/^(?:a:\d+:\{[\s\S]*\}|s:\d+:"[\s\S]*";|[bi]:-?\d+;|d:[^;]+;|N;)$/.test(text)) return undefined;
  const bytes = Buffer.from(text);
  let position = 0;

  try {
    const value = readValue(0);
    return position === bytes.length ? value : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }

  function readValue(depth: number): unknown {
    const type = take(1);
    if (type === 'N') {
      expect(';');
      return null;
    }
    expect(':');
    if (type === 'a' && depth < deepest) return readArray(depth);
    if (type === 's') return readText();
    const scalar = takeUpTo(';');
    if (type === 'b' && (scalar === '0' || scalar === '1')) return scalar === '1';
    if (type === 'i' || type === 'd') return numberOf(scalar);
    throw new Unreadable();
  }

  function readText(): string {
    const length = numberOf(takeUpTo(':'));
    expect('"');
    const value = take(length);
    expect('";');
    return value;
  }

  function readArray(depth: number): unknown {
    const entries: [string, unknown][] = [];
    const length = numberOf(takeUpTo(':'));
    expect('{');
    while (entries.length < length) {
      const key = readValue(deepest);
      if (typeof key !== 'string' && typeof key !== 'number') throw new Unreadable();
      entries.push([String(key), readValue(depth + 1)]);
    }
    expect('}');
    const isList = entries.every(([key], place) => key === String(place));
    // A key called __proto__ is a key like any other here.
    return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  }

  function expect(sign: string): void {
    if (take(sign.length) !== sign) throw new Unreadable();
  }

  function takeUpTo(sign: string): string {
    const end = bytes.indexOf(sign, position, 'latin1');
    if (end === -1 || end - position > 40) throw new Unreadable();
    const value = take(end - position);
    position += 1;
    return value;
  }

  function take(length: number): string {
    const end = position + length;
    if (end > bytes.length) throw new Unreadable();
    const value = bytes.toString('utf8', position, end);
    position = end;
    return value;
  }
}

class Unreadable extends Error {}

const deepest = 64;

/** NAN, INF, and numbers that JavaScript would change are not read. */
function numberOf(text: string): number {
  const number = /^-?\d+(?:\.\d+)?(?:E[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
    throw new Unreadable();
  return number;
}
