import type { Database } from '../sqlite/database.ts';

/** How many people there are, and how many of them have come over: somebody may have several identifiers. */
export type PeopleCounts = { readonly total: number; readonly migrated: number; readonly left: number };

/** Reads every row: for somebody who looks, not for a line of the log. */
export function peopleCounts(db: Database): PeopleCounts {
  const row = db
    .prepare(
      `SELECT count(*) FILTER (WHERE person IS NULL) + count(DISTINCT person) AS total,
        count(*) FILTER (WHERE person IS NULL AND migrated_at IS NOT NULL)
          + count(DISTINCT person) FILTER (WHERE migrated_at IS NOT NULL) AS migrated
      FROM hashes`,
    )
    .get();
  const [total, migrated] = [Number(row?.['total']), Number(row?.['migrated'])];
  return { total, migrated, left: total - migrated };
}
