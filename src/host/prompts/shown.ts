import { printable } from '../printable.ts';
import type { Choice, InputQuestion, Question } from './prompts.ts';

/** A question as the library shows it: what it is about, and below it the word before the cursor. */
export function shownMessage({ about, message }: Question, columns: number): string {
  if (about === undefined) return printable(message);
  // The library puts its mark and a blank before the first line.
  const lines = wrapped(printable(about), columns - 3);
  return [...lines, printable(message)].join('\n  ');
}

/** A choice as the library shows it. */
export function shownChoice<T>(
  { name, value, description }: Choice<T>,
  columns: number,
): { name: string; value: T; description?: string } {
  return {
    name: printable(name),
    value,
    ...(description === undefined
      ? {}
      : { description: wrapped(printable(description), columns - 1).join('\n') }),
  };
}

/** A check of a line as the library wants it: true, or the fault. */
export async function validity({ fault }: InputQuestion, typed: string): Promise<true | string> {
  const found = await fault?.(typed);
  return found === undefined ? true : printable(found);
}

/** Lines of at most so many characters, parted between words; the library would part within them. */
function wrapped(text: string, columns: number): string[] {
  const width = Math.max(columns, narrowest);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

const narrowest = 20;
