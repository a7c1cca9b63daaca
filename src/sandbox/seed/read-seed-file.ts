import { basename } from 'node:path';
import { linesOf, type Line } from './lines.ts';
import { documentsOf } from './seed-documents.ts';
import { SeedError } from './seed-error.ts';
import type { BadRow, SeedRow } from './seed-row.ts';

/**
 * The identities of a file: a JSON array, one object a line, one object, a batch (`{"identities": [{"create": {…}}]}`),
 * or any of these as YAML. `chunks` is its text in pieces, of which one object a line is read bit by bit.
 * Throws a SeedError when the file cannot be read, is empty, or is neither JSON nor YAML.
 */
export async function* readSeedFile(
  file: string,
  chunks: AsyncIterable<unknown>,
): AsyncGenerator<SeedRow | BadRow> {
  const name = basename(file);
  const lines = linesOf(chunks);
  try {
    const first = await firstLine(lines);
    if (first === undefined) throw new SeedError(`The seed ${file} is empty.`);
    const found = isOfLines(file, first) ? rowsOfLines(first, lines, name) : rowsOfText(first, lines, name);
    for await (const row of found) yield row;
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new SeedError(`The seed ${file} cannot be read: ${error.message}.`);
  }
}

async function firstLine(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) return undefined;
    if (value.text !== '') return value;
  }
}

function isOfLines(file: string, first: Line): boolean {
  if (/\.ya?ml$/i.test(file)) return false;
  return /\.(jsonl|ndjson)$/i.test(file) || (first.text.startsWith('{') && parse(first.text) !== undefined);
}

async function* rowsOfLines(
  first: Line,
  others: AsyncGenerator<Line>,
  name: string,
): AsyncGenerator<SeedRow | BadRow> {
  yield* rowsOfLine(first, name);
  for await (const line of others) yield* rowsOfLine(line, name);
}

function* rowsOfLine({ text, number }: Line, name: string): Generator<SeedRow | BadRow> {
  if (text === '') return;
  const parsed = parse(text);
  const line = `${name}:${number}`;
  if (parsed === undefined) yield { place: line, problem: 'not JSON' };
  else yield* rowsOf(parsed.value, (item) => (item === undefined ? line : `${line}, item ${item}`));
}

async function* rowsOfText(
  first: Line,
  others: AsyncGenerator<Line>,
  name: string,
): AsyncGenerator<SeedRow | BadRow> {
  // Blank lines before the first count for the places of mistakes; blanks before a line mean something in YAML.
  const lines = [...Array.from({ length: first.number - 1 }, () => ''), first.raw];
  for await (const line of others) lines.push(line.raw);
  let row = 0;
  const place = (): string => `${name}, row ${(row += 1)}`;
  for (const document of await documentsOf(lines.join('\n'), name)) yield* rowsOf(document, place);
}

/** `place` is called once for every row, in their order; with its number from 1 where it is one of a list. */
function* rowsOf(
  document: unknown,
  place: (item: number | undefined) => string,
): Generator<SeedRow | BadRow> {
  const items = batchOf(document);
  if (items !== undefined) {
    for (const [at, item] of items.entries()) {
      if (isObject(item) && 'create' in item) yield { place: place(at + 1), value: item['create'] };
      else yield { place: place(at + 1), problem: 'an item of a batch needs a member "create"' };
    }
  } else if (Array.isArray(document)) {
    for (const [at, value] of (document as unknown[]).entries()) yield { place: place(at + 1), value };
  } else {
    yield { place: place(undefined), value: document };
  }
}

function batchOf(document: unknown): unknown[] | undefined {
  const identities = isObject(document) ? document['identities'] : undefined;
  return Array.isArray(identities) ? identities : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
