import { IdpError } from '../../../errors/idp-error.ts';
import { formOf } from './file-form.ts';
import { targetsOfCsv } from './targets-of-csv.ts';
import { targetsOfJsonLines } from './targets-of-json-lines.ts';
import { targetsOfLines } from './targets-of-lines.ts';
import { textLines, type TextLine } from './text-lines.ts';

/** Whom a row means: an id or an address, as it stands there but for the blanks around it. */
export type TargetRow = { readonly text: string; readonly line: number };

export type TargetFile = {
  /** For sentences. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
};

/**
 * The targets of a file in its order: one a line, CSV, or JSON lines. Fails with usage at the first row that is none, and
 * where there is no row at all.
 */
export async function* readTargets(file: TargetFile, column: string | undefined): AsyncGenerator<TargetRow> {
  const lines = textLines(file.chunks, file.name);
  const first = await firstLine(lines);
  if (first === undefined) throw noRows(file.name);
  const form = formOf(file.name, first.text, column);
  let rows = 0;
  for await (const row of readAs(form, from(first, lines), file.name, column)) {
    rows += 1;
    yield row;
  }
  if (rows === 0) throw noRows(file.name);
}

function readAs(
  form: ReturnType<typeof formOf>,
  lines: AsyncIterable<TextLine>,
  file: string,
  column: string | undefined,
): AsyncIterable<TargetRow> {
  switch (form) {
    case 'csv':
      return targetsOfCsv(lines, file, column);
    case 'json-lines':
      return targetsOfJsonLines(lines, file, column);
    case 'lines':
      return targetsOfLines(lines, file);
  }
}

/** The first that is neither blank nor a comment. */
async function firstLine(lines: AsyncGenerator<TextLine>): Promise<TextLine | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) return undefined;
    if (value.text.trim() !== '' && !value.text.trimStart().startsWith('#')) return value;
  }
}

async function* from(first: TextLine, others: AsyncGenerator<TextLine>): AsyncGenerator<TextLine> {
  yield first;
  yield* others;
}

function noRows(file: string): IdpError {
  return new IdpError('usage', `${file} names nobody: it has no row.`, {
    hint: 'Give --each a file of ids or addresses; nothing was recorded or sent.',
  });
}
