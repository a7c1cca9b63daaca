import type { RecordPlace, RecordProblem } from '../records/record.ts';
import type { SideTable } from './side-table.ts';

/** A row of a second file, as it is put into a side table: with where it stands, for messages. */
export interface PlacedRow {
  readonly place: RecordPlace;
}

/**
 * The rows of a side table that belong to no record, as one warning at the first of them; none where all were asked for.
 * `what` is what they are called, in the plural; `of` the file or list that they would belong to.
 */
export function unjoinedProblems(
  table: SideTable<PlacedRow>,
  { what, of, field }: { what: string; of: string; field: string },
): RecordProblem[] {
  const { count, first } = table.unjoined();
  if (first === undefined) return [];
  const message =
    count === 1
      ? `one of the ${what} belongs to nobody in ${of}; it is left out`
      : `${count} of the ${what} belong to nobody in ${of}, of which this is the first; they are left out`;
  return [{ place: first.place, field, code: 'unjoined', message, fatal: false }];
}
