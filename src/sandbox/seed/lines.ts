export interface Line {
  /** As it stands there, without what ends it and without a byte order mark. */
  readonly raw: string;
  /** Without the blanks around it. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** The lines of a text that comes in pieces. Unlike readline it fails when the pieces do. */
export async function* linesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Line> {
  let number = 0;
  const line = (found: string): Line => {
    number += 1;
    const raw = (number === 1 ? found.replace(/^\uFEFF/, '') : found).replace(/\r$/, '');
    return { raw, text: raw.trim(), number };
  };
  let rest = '';
  for await (const chunk of chunks) {
    const [first = '', ...more] = String(chunk).split('\n');
    rest += first;
    for (const next of more) {
      yield line(rest);
      rest = next;
    }
  }
  if (rest !== '') yield line(rest);
}
