import type { ImportCounts } from '../import/import-counts.ts';

/** Where an import stands, for whoever watches it. Plain numbers; nothing of people. */
export interface ImportProgress extends ImportCounts {
  /** Seconds since it began. */
  readonly seconds: number;
  /** Rows a second that were ended, over the last few seconds and on the whole. */
  readonly rateNow: number;
  readonly rateMean: number;
  /** Bytes of the input that were read, and of all of it; undefined for a pipe. */
  readonly bytesRead: number;
  readonly bytesAll: number | undefined;
  /** Seconds left, guessed by the bytes; undefined as long as that cannot be told. */
  readonly secondsLeft: number | undefined;
  /** Requests under way, and rows in the next batch. */
  readonly concurrency: number;
  readonly batchSize: number;
  /** Median and 95th percentile of the last batches, in milliseconds. */
  readonly latencyMs: number;
  readonly latencyP95Ms: number;
  /** 95th percentile of the canary's reads; undefined without --protect. */
  readonly canaryP95Ms: number | undefined;
  /** Requests that were refused for now (429), failed on the server's side, or were never answered. */
  readonly overloads: number;
  /** Rejected and uncertain rows by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Of the rows read, the share (0 to 1) of rejected ones above which it stops. */
  readonly maxRejectShare: number | undefined;
  /** How many of those read and rejected are of earlier sittings, which whoever resumed it knew of. */
  readonly earlier?: Pick<ImportCounts, 'read' | 'rejected'> | undefined;
  /** Whether rows are only checked, and nothing is sent. */
  readonly isCheck: boolean;
}

/** One point of the report's curves. */
export type ProgressSample = Pick<
  ImportProgress,
  'seconds' | 'rateNow' | 'concurrency' | 'batchSize' | 'latencyMs' | 'latencyP95Ms' | 'created' | 'rejected'
>;
