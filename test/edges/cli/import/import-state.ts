import type { ImportProgress } from '../../../../src/transfer/progress/import-progress.ts';

/** Somewhere in the middle of an import of some size. */
export const halfway: ImportProgress = {
  read: 12_400,
  created: 12_000,
  updated: 3,
  unchanged: 0,
  skipped: 2,
  rejected: 34,
  uncertain: 0,
  seconds: 41.26,
  rateNow: 312.44,
  rateMean: 298,
  bytesRead: 4_500_000,
  bytesAll: 10_000_000,
  secondsLeft: 50.4,
  concurrency: 8,
  batchSize: 200,
  latencyMs: 640.25,
  latencyP95Ms: 900,
  canaryP95Ms: undefined,
  overloads: 1,
  reasons: { conflict: 4, schema: 29, 'bad-hash': 1 },
  maxRejectShare: undefined,
  isCheck: false,
};
