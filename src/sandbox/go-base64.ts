/** At which byte Go's decoder of standard base64 gives up on a text; undefined when it does not. */
export function illegalBase64At(text: string): number | undefined {
  const source = Buffer.from(text);
  const next = (from: number): number => {
    let at = from;
    while (isLineBreak(source[at])) at++;
    return at;
  };
  let digits = 0;
  let at = next(0);
  for (; at < source.length; at = next(at + 1)) {
    const byte = source[at] ?? 0;
    if (byte === padding) return illegalPaddingAt(source, at, digits, next);
    if (!isDigit(byte)) return at;
    digits = (digits + 1) % 4;
  }
  return digits === 0 ? undefined : at - digits;
}

/** Padding stands for the last one or two digits of four, and nothing follows it. */
function illegalPaddingAt(
  source: Buffer,
  start: number,
  digits: number,
  next: (from: number) => number,
): number | undefined {
  if (digits < 2) return start;
  let at = next(start + 1);
  if (digits === 2) {
    if (at === source.length) return at;
    if (source[at] !== padding) return at - 1;
    at = next(at + 1);
  }
  return at < source.length ? at : undefined;
}

const padding = 0x3d;

function isDigit(byte: number): boolean {
  return /[A-Za-z\d+/]/.test(String.fromCharCode(byte));
}

function isLineBreak(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}
