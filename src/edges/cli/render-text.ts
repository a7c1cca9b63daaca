/**
 * Plain data as text for eyes: keys aligned, maps indented, lists by dashes. A single value stands behind its key;
 * what is empty says so. Control characters are shown escaped, so that no trait can drive the terminal.
 */
export function renderText(value: unknown, depth = 0): string {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    return value.map((item) => `${indent}- ${renderItem(item, depth)}`).join('\n');
  }
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    const width = Math.max(0, ...entries.filter(([, inner]) => isFlat(inner)).map(([key]) => key.length));
    return entries
      .map(([key, inner]) =>
        isFlat(inner)
          ? `${indent}${printable(key).padEnd(width)}  ${renderFlat(inner)}`
          : `${indent}${printable(key)}\n${renderText(inner, depth + 1)}`,
      )
      .join('\n');
  }
  return indent + renderFlat(value);
}

function renderItem(item: unknown, depth: number): string {
  return isFlat(item) ? renderFlat(item) : renderText(item, depth + 1).trimStart();
}

function renderFlat(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) || isMap(value)) return 'none';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}

function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isMap(value) || Object.keys(value).length === 0;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** C0 and C1 controls, and the characters that reorder text. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (one) => {
    if (one === '\n') return '\\n';
    if (one === '\t') return '\\t';
    return `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
