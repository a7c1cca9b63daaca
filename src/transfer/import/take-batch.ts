import { itemText, type WorkRow } from './work-row.ts';

/**
 * How many of the first rows make one batch: `wanted` at most, no more plain passwords than `plain`, and no more than Kratos
 * takes in one body, 5 MiB (measured). One row goes in any case; none of rows that failed alone goes with others,
 * and those that were lost twice go with half as many.
 */
export function takeBatch(rows: readonly WorkRow[], wanted: number, plain: number): number {
  let bytes = 0;
  let passwords = 0;
  let most = wanted;
  for (const [index, work] of rows.entries()) {
    most = Math.min(most, work.lost?.mostTogether ?? most);
    if (index > 0 && index >= most) return index;
    bytes += Buffer.byteLength(itemText(work)) + 1;
    passwords += work.ready.hasPlainPassword ? 1 : 0;
    const isAlone = work.failures > 0 || (index > 0 && (rows[index - 1]?.failures ?? 0) > 0);
    if (index > 0 && (bytes > largestBody || passwords > plain || isAlone)) return index;
  }
  return rows.length;
}

/** With room for what stands around the items. */
const largestBody = 5 * 1024 * 1024 - 1024;
