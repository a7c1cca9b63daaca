import { checkTarget } from './check-target.ts';
import type { TargetRow } from './read-targets.ts';
import type { TextLine } from './text-lines.ts';

/** One target a line; blank lines and those that begin with # are passed over. */
export async function* targetsOfLines(
  lines: AsyncIterable<TextLine>,
  file: string,
): AsyncGenerator<TargetRow> {
  for await (const { text, number } of lines) {
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    yield { text: checkTarget(text, { file, line: number, column: 1 }), line: number };
  }
}
