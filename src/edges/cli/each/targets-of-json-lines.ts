import { badRow } from './bad-row.ts';
import { checkTarget } from './check-target.ts';
import { chooseColumn } from './choose-column.ts';
import type { TargetRow } from './read-targets.ts';
import type { TextLine } from './text-lines.ts';

/**
 * One JSON value a line: a text, or an object in which a member holds the target by the rule of columns. Of lines that
 * idp wrote itself (those of --results and --failed) it is `target`.
 */
export async function* targetsOfJsonLines(
  lines: AsyncIterable<TextLine>,
  file: string,
  column: string | undefined,
): AsyncGenerator<TargetRow> {
  for await (const line of lines) {
    if (line.text.trim() === '') continue;
    yield { text: targetOf(line, file, column), line: line.number };
  }
}

function targetOf({ text, number: line }: TextLine, file: string, column: string | undefined): string {
  const value = parse(text, file, line);
  if (typeof value === 'string') return checkTarget(value, { file, line });
  if (!isObject(value)) throw badRow(file, line, 1, 'a text or an object is expected');
  const name = memberOf(value, column, `${file}:${line}`);
  const target = value[name];
  if (typeof target !== 'string') throw badRow(file, line, undefined, `${JSON.stringify(name)} is no text`);
  return checkTarget(target, { file, line }, JSON.stringify(name));
}

function parse(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // Only where, as far as it is told: the rest of that sentence quotes what stands there.
    const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw badRow(file, line, at === undefined ? undefined : Number(at) + 1, 'this is not JSON');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(row: Record<string, unknown>, column: string | undefined, place: string): string {
  if (column === undefined && 'target' in row && 'task' in row) return 'target';
  const names = Object.keys(row);
  return names[chooseColumn(names, column, place)] ?? '';
}
