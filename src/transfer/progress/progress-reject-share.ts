import type { ImportProgress } from './import-progress.ts';

type Rejected = Pick<ImportProgress, 'read' | 'rejected' | 'earlier'>;

/** Of the rows that this sitting has read, the share of rejected ones: 0 to 1. */
export function rejectShare(progress: Rejected): number {
  const { read, rejected } = ofThisSitting(progress);
  return read === 0 ? 0 : rejected / read;
}

/** What earlier sittings have rejected was known when the import was resumed, and does not stop it once more. */
export function ofThisSitting({ read, rejected, earlier }: Rejected): Pick<Rejected, 'read' | 'rejected'> {
  return { read: read - (earlier?.read ?? 0), rejected: rejected - (earlier?.rejected ?? 0) };
}

/** Whether too many are rejected to go on. Of the first few rows a share says nothing. */
export function isAboveRejectShare(progress: Rejected, maxRejectShare: number | undefined): boolean {
  if (maxRejectShare === undefined || ofThisSitting(progress).read < fewRows) return false;
  return rejectShare(progress) > maxRejectShare;
}

const fewRows = 100;
