import { printable } from '../printable.ts';
import type { Choice, InputQuestion, Question } from './prompts.ts';

/** A question as the library shows it: what it is about, and below it the word before the cursor. */
export function shownMessage({ about, message }: Question): string {
  return about === undefined ? printable(message) : `${printable(about)}\n  ${printable(message)}`;
}

/** A choice as the library shows it. */
export function shownChoice<T>({ name, value, description }: Choice<T>): {
  name: string;
  value: T;
  description?: string;
} {
  return {
    name: printable(name),
    value,
    ...(description === undefined ? {} : { description: printable(description) }),
  };
}

/** A check of a line as the library wants it: true, or the fault. */
export async function validity({ fault }: InputQuestion, typed: string): Promise<true | string> {
  const found = await fault?.(typed);
  return found === undefined ? true : printable(found);
}
