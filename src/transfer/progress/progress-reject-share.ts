import type { ImportCounts } from '../import/import-counts.ts';

/** Of the rows read, the share of rejected ones: 0 to 1. */
export function rejectShare({ read, rejected }: Pick<ImportCounts, 'read' | 'rejected'>): number {
  return read === 0 ? 0 : rejected / read;
}

/**
 * Whether too many are rejected to go on. Of the first few rows a share says nothing; at the end (`isOver`) it is of all of them.
 */
export function isAboveRejectShare(
  counts: Pick<ImportCounts, 'read' | 'rejected'>,
  maxRejectShare: number | undefined,
  isOver = false,
): boolean {
  if (maxRejectShare === undefined || (counts.read < fewRows && !isOver)) return false;
  return rejectShare(counts) > maxRejectShare;
}

const fewRows = 100;
