/**
 * Text as a terminal may show it: C0 and C1 controls and the characters that reorder text stand escaped, so that no
 * trait, address or answer can drive the terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, (one) => {
    if (one === '\n') return '\\n';
    if (one === '\t') return '\\t';
    return `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
