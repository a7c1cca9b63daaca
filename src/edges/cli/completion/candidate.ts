import { printable } from '../../../host/printable.ts';

/** A word that may stand where the cursor is, and what it is, for the shells that show it. */
export type Candidate = { readonly word: string; readonly about?: string | undefined };

/**
 * Whether a word means itself in every shell, unquoted: names come from files that anybody may have written. One that has
 * a blank, a quote or a `$` in it is not offered, so that no script has to quote.
 */
export const isHarmless = (word: string): boolean =>
  /^(--)?[\p{L}\p{N}][\p{L}\p{N}._:@/+-]*(=[\p{L}\p{N}._:@/+-]*)?$/u.test(word);

/** The line that a script reads: the word, and behind a tab what it is, without whatever a terminal would obey. */
export function lineOf({ word, about }: Candidate): string {
  if (about === undefined) return word;
  const flat = printable(about.replaceAll(/\s+/g, ' ').trim());
  return `${word}\t${flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat}`;
}

/** Shells cut it to the width of the terminal. */
const longest = 120;
