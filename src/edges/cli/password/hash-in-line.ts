import type { InputLine } from './input-lines.ts';

/** A hash that can be looked at, or why what stands there is none. */
export type HashOrFault =
  | { readonly hash: string; readonly fault?: undefined }
  | { readonly hash?: undefined; readonly fault: string };

/** The hash that is the whole of a line. */
export function hashIn(line: InputLine): HashOrFault {
  if ('fault' in line) return line;
  if (line.text.includes('\t')) {
    return { fault: `Line ${line.number} has a tab in it, and hashes alone are expected, one a line.` };
  }
  return hashFrom(line.text, line.number);
}

/** The hash that is a part of that line. */
export function hashFrom(text: string, number: number): HashOrFault {
  if (text.trim() === '') return { fault: `Line ${number} has no hash.` };
  if (/\p{Cc}/u.test(text)) return { fault: `Line ${number} has a control character in its hash.` };
  return { hash: text };
}
