import { revealed } from '../../secrets/secret.ts';

/**
 * JSON in which secrets stand revealed and what could drive a terminal stands escaped. JSON itself escapes only the
 * controls below the blank. A parser gives back what was put in.
 */
export function jsonText(value: unknown, indent?: number): string {
  return escapeUnshowable(JSON.stringify(revealed(value), undefined, indent));
}

/** C1 controls and DEL, what reorders or breaks lines, and what YAML does not count as text, as `\uXXXX`. */
export function escapeUnshowable(text: string): string {
  return text.replaceAll(
    unshowable,
    (one) => String.raw`\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

// A lone half of a pair has no place in UTF-8: written as it is, another character would be read.
export const unshowable =
  /[\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu;
