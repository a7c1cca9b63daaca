/**
 * Finds where a JSON object, array or text ends, in bytes that come piece by piece. It looks at brackets, texts and what
 * stands before an opening bracket: enough to notice soon that a quote or a bracket is missing, instead of taking the rest of
 * the file for a part of one record. Whether what it found is JSON is for JSON.parse to say.
 */
export interface JsonScanner {
  /** Forgets what it saw: the next byte begins a value. */
  readonly begin: (stopAtArrays: boolean) => void;
  /**
   * Goes on in `bytes` from `from`. Gives where it stopped: behind the value (`end`), at a `[` that is the
   * value of a member of the outermost object (`array`, only with `stopAtArrays`; going on from there passes it), at
   * what cannot be (`fault`), or at `to` (`more`).
   */
  readonly scan: (bytes: Buffer, from: number, to: number) => number;
  /** Why it stopped. */
  readonly state: () => 'end' | 'array' | 'fault' | 'more';
  /** What cannot be, as a sentence without an end; empty where there is no fault. */
  readonly fault: () => string;
}

/** What JSON may nest, here and in whatever walks through it later. */
export const deepest = 512;

export function jsonScanner(): JsonScanner {
  let stopsAtArrays = false;
  const open = new Uint8Array(deepest);
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let isArrayPassed = false;
  /** The last byte that was no space, outside of texts. */
  let previous = colon;
  let state: ReturnType<JsonScanner['state']> = 'more';
  let fault = '';

  function stop(reason: typeof state, at: number): number {
    state = reason;
    return at;
  }

  function fail(what: string, at: number): number {
    fault = what;
    return stop('fault', at);
  }

  const isOutsideText = (): boolean => !isInText;

  /** Behind the closing quote, or where it stopped. */
  function passText(bytes: Buffer, from: number, to: number): number {
    let at = from;
    if (isEscaped && at < to) {
      isEscaped = false;
      at += 1;
    }
    for (; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (inText[byte] === plain) continue;
      if (byte === quote) {
        isInText = false;
        return at + 1;
      }
      if (byte !== backslash)
        return fail(byte === 0 ? nulInText : byte === lineFeed ? lineInText : control, at);
      at += 1;
    }
    isEscaped = at > to;
    return to;
  }

  function scan(bytes: Buffer, from: number, to: number): number {
    state = 'more';
    let at = from;
    while (at < to) {
      if (isInText) {
        at = passText(bytes, at, to);
        if (fault !== '') return at;
        if (depth === 0 && isOutsideText()) return stop('end', at);
        continue;
      }
      const byte = bytes[at] ?? 0;
      const kind = outsideText[byte];
      if (kind === opening) {
        const isMember = depth > 0 && open[depth - 1] === brace;
        if (previous !== (isMember ? colon : comma) && (isMember || (previous !== bracket && depth > 0))) {
          return fail('something is missing before a bracket', at);
        }
        if (stopsAtArrays && byte === bracket && depth === 1 && isMember && !isArrayPassed) {
          isArrayPassed = true;
          return stop('array', at);
        }
        isArrayPassed = false;
        if (depth === deepest) return fail(`it is nested deeper than ${deepest} levels`, at);
        open[depth] = byte;
        depth += 1;
      } else if (kind === closing) {
        if (open[depth - 1] !== byte - 2) return fail('its brackets do not match', at);
        depth -= 1;
        if (depth === 0) return stop('end', at + 1);
      } else if (kind === quoting) isInText = true;
      if (kind !== space) previous = byte;
      at += 1;
    }
    return at;
  }

  function begin(stopAtArrays: boolean): void {
    stopsAtArrays = stopAtArrays;
    depth = 0;
    isInText = false;
    isEscaped = false;
    isArrayPassed = false;
    previous = colon;
    fault = '';
  }

  return { begin, scan, state: () => state, fault: () => fault };
}

const nulInText = 'there is a NUL in a text';
const lineInText = 'a line ends within a text: its closing quote is missing';
const control = 'there is a control character in a text';

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const colon = 0x3a;
const comma = 0x2c;
/** Closing brackets are two above. */
const bracket = 0x5b;
const brace = 0x7b;

const plain = 0;
const special = 1;
const inText = new Uint8Array(256).fill(special, 0, 0x20);
inText[quote] = special;
inText[backslash] = special;

const opening = 1;
const closing = 2;
const quoting = 3;
const space = 4;
const outsideText = new Uint8Array(256);
for (const byte of [bracket, brace]) {
  outsideText[byte] = opening;
  outsideText[byte + 2] = closing;
}
outsideText[quote] = quoting;
for (const byte of [0x20, 0x09, 0x0a, 0x0d]) outsideText[byte] = space;
