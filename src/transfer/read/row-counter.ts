/** Counts the rows of all files together, from 1. */
export interface RowCounter {
  /** The position of a row that was just read. */
  readonly next: () => number;
  /** That of the last one; 0 before the first. */
  readonly last: () => number;
}

export function rowCounter(): RowCounter {
  let position = 0;
  return { next: () => (position += 1), last: () => position };
}
