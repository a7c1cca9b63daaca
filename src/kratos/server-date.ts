import type { KratosAnswer } from './transport.ts';

/** What the Date of an answer says, in milliseconds, cut to whole seconds as HTTP has it; undefined where none came. */
export function serverDateOf(headers: KratosAnswer['headers']): number | undefined {
  const ms = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}
