import type { RecordProblem } from '../../records/record.ts';
import type { ReadRow } from '../import/import-row.ts';
import type { RowCounter } from './row-counter.ts';

/**
 * What could not be read, in the place of a row: something was lost. Where nothing was, it is a warning about the file.
 */
export function unreadRow(problem: RecordProblem, rows: RowCounter): ReadRow {
  const { place, code, field = '', message, harmless } = problem;
  const isWarning = harmless === true || code === 'beside-records';
  return {
    unread: {
      ...unreadPosition(isWarning, rows),
      place,
      problem: { code, pointer: field, message: clause(message), rejects: !isWarning },
    },
  };
}

/** A warning is no row: it has the position of the last one. */
export function unreadPosition(
  isWarning: boolean,
  rows: RowCounter,
): { readonly position: number; readonly isRow: boolean } {
  return { position: isWarning ? rows.last() : rows.next(), isRow: !isWarning };
}

/** A sentence without its full stop. */
export const clause = (sentence: string): string => sentence.replace(/\.$/, '');
