import type { RecordProblem } from '../../records/record.ts';
import type { ReadRow } from '../import/import-row.ts';

/**
 * What could not be read, in the place of a row: something was lost. Where nothing was, it is a warning about the file.
 * `count` gives a row its position.
 */
export function unreadRow(problem: RecordProblem, count: () => number): ReadRow {
  const { place, code, field = '', message, harmless } = problem;
  const isWarning = harmless === true || code === 'beside-records';
  return {
    unread: {
      ...unreadPosition(isWarning, count),
      place,
      problem: { code, pointer: field, message: clause(message), rejects: !isWarning },
    },
  };
}

/** A warning has no position: it is no row. */
export function unreadPosition(
  isWarning: boolean,
  count: () => number,
): { readonly position: number; readonly isRow: boolean } {
  return { position: isWarning ? 0 : count(), isRow: !isWarning };
}

/** A sentence without its full stop. */
export const clause = (sentence: string): string => sentence.replace(/\.$/, '');
