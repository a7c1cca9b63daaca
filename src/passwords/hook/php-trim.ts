/** PHP's `trim`. Letter by letter: an expression takes long where somebody types thousands of blanks and then a letter. */
export function phpTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.includes(text.charAt(start))) start += 1;
  while (start < end && blanks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const blanks = ' \t\n\r\0\v';
