/**
 * An identifier as Kratos compares those of the password method, be it an address, a username or a number: without white
 * space around it and in small letters, both as Go sees them. Addresses are
 * compared so, too, and the migration hook is sent what was typed, as it was typed (measured with v26.2.0).
 */
export function normaliseIdentifier(typed: string): string {
  if (!beyondAscii.test(typed)) return typed.trim().toLowerCase();
  let start = 0;
  let end = typed.length;
  while (start < end && isBlank(typed.charAt(start))) start += 1;
  while (start < end && isBlank(typed.charAt(end - 1))) end -= 1;
  return typed.slice(start, end).replaceAll(/[A-Z]|[^\0-\x7f]/gu, lowerCase);
}

const beyondAscii = /[^\0-\x7f]/;

/** To Go NEL is white space, and the byte order mark is not. */
function isBlank(character: string): boolean {
  return /[\s\x85]/.test(character) && character !== '\uFEFF';
}

/** Letter by letter: there is no final sigma, and a dotted capital I becomes a plain i. */
function lowerCase(letter: string): string {
  const [lower = letter] = letter.toLowerCase();
  return lower;
}
