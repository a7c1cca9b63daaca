import { printable } from '../../host/printable.ts';

/**
 * Plain data as text for eyes: keys aligned, maps indented, lists by dashes. A single value stands behind its key;
 * what is empty says so. Control characters are shown escaped, so that no trait can drive the terminal. `paint`
 * colours a key.
 */
export function renderText(value: unknown, paint: Paint = (key) => key): string {
  return renderBlock(value, 0, paint);
}

export type Paint = (key: string) => string;

function renderBlock(value: unknown, depth: number, paint: Paint): string {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    return value.map((item) => `${indent}- ${renderItem(item, depth, paint)}`).join('\n');
  }
  if (!isMap(value)) return indent + renderFlat(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => [printable(key), inner] as const);
  const width = Math.max(0, ...entries.filter(([, inner]) => isFlat(inner)).map(([key]) => key.length));
  return entries
    .map(([key, inner]) =>
      isFlat(inner)
        ? `${indent}${paint(key)}${' '.repeat(width - key.length)}  ${renderFlat(inner)}`
        : `${indent}${paint(key)}\n${renderBlock(inner, depth + 1, paint)}`,
    )
    .join('\n');
}

function renderItem(item: unknown, depth: number, paint: Paint): string {
  return isFlat(item) ? renderFlat(item) : renderBlock(item, depth + 1, paint).trimStart();
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
