import type { ReportedReason } from '../import/report-reasons.ts';

/** What stands in `error.details` of an import that did not bring everything in: for programs, and for the summary in words. */
export type ImportDetails = {
  /** Of rejected and uncertain rows, the most frequent first. */
  readonly reasons: readonly ReportedReason[];
  /** Files that were written. */
  readonly rejects?: string;
  readonly 'id-map'?: string;
  readonly report?: string;
  /** Whether a part of the input was not reached: `idp resume` goes on there. */
  readonly unfinished?: boolean;
};
