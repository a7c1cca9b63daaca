import type { ImportProgress, ProgressSample } from '../progress/import-progress.ts';
import type { ReportedReason } from '../progress/report-reasons.ts';

/** What the page about an import is made of. None of it tells of a person. */
export interface ReportData {
  readonly operation: string;
  /** Host and port of Kratos. */
  readonly kratos: string;
  readonly files: readonly string[];
  /** Of the sitting that it tells of. */
  readonly started: Date;
  readonly ended: Date;
  /** How it ended: `completed`, or the sentence of its error. */
  readonly outcome: string;
  /** Whether a part of the input was not reached. */
  readonly isUnfinished: boolean;
  /** By the names of the options. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Files that were written. */
  readonly rejects: string | undefined;
  readonly idMap: string | undefined;
  readonly progress: ImportProgress;
  readonly samples: readonly ProgressSample[];
  readonly reasons: readonly ReportedReason[];
  /** Of idp. */
  readonly version: string;
}
