import type { ImportCounts } from '../import/import-counts.ts';
import type { JournalRow } from './import-journal.ts';
import { rowStates, stateNumber } from './journal-states.ts';
import type { RejectsState } from './reject-state.ts';

/** What a journal counts, written with every change of its rows, so that nothing is ever counted by reading a million of them. */
export interface Tally {
  /** Rows by the number of their state. */
  readonly states: number[];
  /** Codes with their rejected and uncertain rows; a row refers to a code by its place here. */
  readonly reasons: { readonly code: string; rows: number }[];
  rejects: RejectsState | undefined;
}

export const emptyTally = (rejects: RejectsState | undefined): Tally => ({
  states: rowStates.map(() => 0),
  reasons: [],
  rejects,
});

/** Of rows that have ended: one that is being sent is read again by who goes on. */
export function countsOf({ states }: Tally): ImportCounts {
  const rows = (state: JournalRow['state']): number => states[stateNumber(state)] ?? 0;
  return {
    read: states.reduce((sum, one) => sum + one, 0) - rows('sending'),
    created: rows('created'),
    updated: rows('updated'),
    unchanged: rows('unchanged'),
    skipped: rows('skipped'),
    rejected: rows('rejected'),
    uncertain: rows('uncertain'),
  };
}

export const underWayOf = ({ states }: Tally): number => states[stateNumber('sending')] ?? 0;

/** The number of a code; a new one gets the next. */
export function reasonNumber({ reasons }: Tally, code: string): number {
  const known = reasons.findIndex((one) => one.code === code);
  return known === -1 ? reasons.push({ code, rows: 0 }) - 1 : known;
}

/** Counts a row in, or with -1 out. */
export function countRow(
  tally: Tally,
  { state, reason }: { readonly state: number; readonly reason: number | null },
  by: 1 | -1,
): void {
  tally.states[state] = (tally.states[state] ?? 0) + by;
  const counted = reason === null ? undefined : tally.reasons[reason];
  if (counted !== undefined) counted.rows += by;
}
