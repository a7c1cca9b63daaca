import type { ImportProgress } from '../../../transfer/progress/import-progress.ts';
import {
  isAboveRejectShare,
  ofThisSitting,
  rejectShare,
} from '../../../transfer/progress/progress-reject-share.ts';

/** That more rows are rejected than --max-reject-share allows. */
export type RejectAlert = {
  readonly share: number;
  readonly maxRejectShare: number;
  readonly rejected: number;
  readonly read: number;
  /** The most frequent reasons, each with how many. */
  readonly reasons: Readonly<Record<string, number>>;
};

/** Gives an alert when the share passes the limit, once until it is below it again. */
export function createRejectAlert(): (progress: ImportProgress) => RejectAlert | undefined {
  let isAbove = false;
  return (progress) => {
    const { maxRejectShare } = progress;
    const wasAbove = isAbove;
    isAbove = isAboveRejectShare(progress, maxRejectShare);
    if (wasAbove || !isAbove || maxRejectShare === undefined) return undefined;
    const reasons = Object.entries(progress.reasons)
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, reasonsShown);
    return {
      share: rejectShare(progress),
      maxRejectShare,
      ...ofThisSitting(progress),
      reasons: Object.fromEntries(reasons),
    };
  };
}

const reasonsShown = 3;

/** For eyes. */
export function alertText({ share, maxRejectShare, rejected, read, reasons }: RejectAlert): string {
  const why = Object.entries(reasons).map(([code, count]) => `${code} ${count}`);
  const most = why.length === 0 ? '' : `: ${why.join(', ')}`;
  const percent = (share * 100).toFixed(1);
  return `${rejected} of ${read} rows are rejected (${percent} %), more than --max-reject-share ${maxRejectShare}${most}`;
}

/** For programs: a JSON line. */
export function alertLine({ share, maxRejectShare, ...more }: RejectAlert, now: Date): string {
  const numbers = { share: Number(share.toFixed(4)), 'max-reject-share': maxRejectShare, ...more };
  return `${JSON.stringify({ time: now.toISOString(), alert: 'reject-share', ...numbers })}\n`;
}
