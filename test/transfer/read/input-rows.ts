import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceChoices } from '../../../src/sources/source-choices.ts';
import type { InputRow, ReadRow } from '../../../src/transfer/import/import-row.ts';
import type { ImportWorld } from '../../../src/transfer/read/import-input.ts';
import { openImportInput } from '../../../src/transfer/read/open-import-input.ts';
import { readRows } from '../../../src/transfer/read/read-rows.ts';

export const fixture = (path: string): string => new URL(`../../fixtures/${path}`, import.meta.url).pathname;

/** Does something in a folder that is removed behind it. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'idp-read-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All rows of files, in order. */
export async function rowsOf(
  names: readonly string[],
  choices: SourceChoices = {},
  world: Partial<ImportWorld> = {},
): Promise<ReadRow[]> {
  return withFolder(async (workFolder) => {
    const whole = { stdin: none, signal: new AbortController().signal, workFolder, ...world };
    const input = await openImportInput(names, choices, whole);
    const rows: ReadRow[] = [];
    for await (const chunk of readRows(input, whole)) rows.push(...chunk);
    return rows;
  });
}

/** The same of a file of that name with this content. */
export async function rowsOfText(
  name: string,
  content: string | Buffer,
  choices: SourceChoices = {},
): Promise<ReadRow[]> {
  return withFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return (await rowsOf([path], choices)).map(withName(path, name));
  });
}

/** The only row of a file. Fails where there is another number of rows, or it could not be read. */
export async function rowOf(value: unknown): Promise<InputRow> {
  const [row, ...others] = await rowsOfText('row.jsonl', JSON.stringify(value));
  if (row === undefined || !('row' in row) || others.length > 0) throw new Error(JSON.stringify(row));
  return row.row;
}

/** What stands in the rows, and what was wrong in a word or two and a sentence: `2 syntax 1:7 …`. */
export function seen(rows: readonly ReadRow[]): { bodies: unknown[]; told: string[] } {
  const bodies: unknown[] = [];
  const told: string[] = [];
  for (const one of rows) {
    if ('unread' in one) {
      const { position, place, problem, isRow } = one.unread;
      const what = `${isRow ? position : 'file'} ${problem.code} at line ${place.line}`;
      told.push(`${what}${problem.pointer === '' ? '' : ` ${problem.pointer}`}: ${problem.message}`);
    } else {
      bodies.push(one.row.body);
      for (const { code, pointer, message } of one.row.problems) {
        told.push(`${one.row.position} ${code} at line ${one.row.place.line} ${pointer}: ${message}`);
      }
    }
  }
  return { bodies, told };
}

/** The rows themselves, of a file in which nothing was wrong. */
export function goodRows(rows: readonly ReadRow[]): InputRow[] {
  return rows.map((one) => {
    if ('unread' in one) throw new Error(one.unread.problem.message);
    return one.row;
  });
}

async function* none(): AsyncGenerator<Uint8Array> {
  // Nothing is on it.
}

const withName =
  (path: string, name: string) =>
  (row: ReadRow): ReadRow =>
    JSON.parse(JSON.stringify(row).replaceAll(path, name)) as ReadRow;
