/** Lower case letter by letter, as Go does it: no final sigma, and a dotted capital I becomes a plain i. */
export function goLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]|[^\0-\x7f]/gu, (letter) => {
    const [lower = letter] = letter.toLowerCase();
    return lower;
  });
}

/** A text without the white space around it, which to Go includes NEL but not the byte order mark. */
export function goTrim(text: string): string {
  let end = text.length;
  while (isBlank(text.charAt(end - 1))) end--;
  return goTrimStart(text.slice(0, end));
}

export function goTrimStart(text: string): string {
  let start = 0;
  while (isBlank(text.charAt(start))) start++;
  return text.slice(start);
}

function isBlank(character: string): boolean {
  return /[\s\x85]/.test(character) && character !== '\uFEFF';
}
