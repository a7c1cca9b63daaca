export interface CsvDialect {
  /** How many bytes of the beginning are neither header nor rows. */
  readonly skipped: number;
  readonly delimiter: string;
}

/**
 * What a file of CSV looks like by its beginning: blank lines, comments (`#`) and the `sep=;` of a spreadsheet in front are
 * passed over; of comma, semicolon and tab that which is most often in the first line, outside of quotes, parts the
 * cells. Without a header it is the one that gives as many cells as there are columns.
 */
export function csvDialect(beginning: Buffer, columns: readonly string[] | undefined): CsvDialect {
  // One character a byte, so that offsets are the same.
  const text = beginning.toString('latin1');
  let skipped = 0;
  let named: string | undefined;
  for (let front = inFront.exec(text); front !== null; front = inFront.exec(text.slice(skipped))) {
    skipped += front[0].length;
    named = front[1] ?? named;
  }
  const line = /^[^\r\n]*/.exec(text.slice(skipped))?.[0] ?? '';
  return { skipped, delimiter: named ?? mostFitting(line, columns) };
}

const inFront = /^(?:[ \t]*|#.*|sep=(.))\r?\n/i;

function mostFitting(line: string, columns: readonly string[] | undefined): string {
  const outside = line.replaceAll(inQuotes, '');
  const counts = delimiters.map((delimiter) => ({ delimiter, count: outside.split(delimiter).length }));
  const exact = counts.find(({ count }) => count === columns?.length);
  const [most] = counts.toSorted((one, other) => other.count - one.count);
  return (exact ?? most)?.delimiter ?? ',';
}

const delimiters = [',', ';', '\t'];
const inQuotes = /"[^"]*"?/g;
