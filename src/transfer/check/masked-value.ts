import { maskAddress } from '../../kratos/mask.ts';

/** What stands in a row, so that its owner recognises it and nobody else can use it. */
export function maskedValue(value: unknown): string {
  if (value === undefined) return '';
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object') return '{…}';
  const text = `${value as string | number}`;
  return text === '' ? '""' : maskAddress(text);
}
