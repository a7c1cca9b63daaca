import type { JournalRow } from './import-journal.ts';

/** A row's state and completion are numbers in the journal: their places in these lists, which only ever grow. */
export const rowStates = [
  'sending',
  'created',
  'updated',
  'unchanged',
  'skipped',
  'rejected',
  'uncertain',
] as const satisfies readonly JournalRow['state'][];

export const completions = [
  'none',
  'due',
  'done',
  'refused',
] as const satisfies readonly JournalRow['completion'][];

export const stateNumber = (state: JournalRow['state']): number => rowStates.indexOf(state);
export const completionNumber = (completion: JournalRow['completion']): number =>
  completions.indexOf(completion);
