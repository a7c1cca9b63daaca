/** What became of the rows of an import; `read` is the sum of the others once it is over. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  /** The identity is there and is what the row says (with `update`). */
  readonly unchanged: number;
  /** The identity is there (with `skip`). */
  readonly skipped: number;
  readonly rejected: number;
  /** Sent, and it cannot be known whether it was done. */
  readonly uncertain: number;
}

/** Of the rows that were read, those of which it is known how they ended. */
export const endedOf = (counts: ImportCounts): number =>
  counts.created + counts.updated + counts.unchanged + counts.skipped + counts.rejected + counts.uncertain;
