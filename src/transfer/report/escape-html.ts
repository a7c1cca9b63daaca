/**
 * Text as HTML, also within a double-quoted attribute. Names of files may hold anything: what is no character, controls, and
 * what would reorder the text around it stand as `\uXXXX`.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(
      /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu,
      codeOf,
    )
    .replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

const codeOf = (one: string): string => String.raw`\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
