import { badRow } from './bad-row.ts';

/** A target without the blanks around it. Fails with usage where it is empty, too long, or no text that can be looked up. */
export function checkTarget(
  text: string,
  place: { readonly file: string; readonly line: number; readonly column?: number | undefined },
  named = 'the target',
): string {
  const target = text.trim();
  const fail = (what: string, at = 0): never => {
    const column = place.column === undefined ? undefined : place.column + at;
    throw badRow(place.file, place.line, column, what);
  };
  if (target === '') fail(`${named} is empty`);
  // Kratos keeps identifiers of up to 255 characters.
  if (target.length > longest) fail(`${named} is longer than ${longest} characters`);
  const control = target.search(/\p{Cc}/u);
  if (control >= 0) fail(`${named} holds a control character`, text.indexOf(target) + control);
  if (!target.isWellFormed()) fail(`${named} holds half of a character`);
  return target;
}

const longest = 1024;
