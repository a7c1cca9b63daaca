import type { RecordPlace } from '../../records/record.ts';
import { endedOf, type ImportCounts } from '../import/import-counts.ts';
import type { RowEnd } from '../journal/import-journal.ts';
import type { ImportProgress, ProgressSample } from './import-progress.ts';
import { createRecentDurations } from './progress-percentiles.ts';
import { createRateMeter, longestWindowMs } from './progress-rate.ts';
import { createProgressSamples } from './progress-samples.ts';
import { createReasonCounts, type ReportedReason } from './report-reasons.ts';

/** What an import is measured with; nothing in it of people. */
export interface ImportMeter {
  /** Rows came out of the input that no earlier sitting has ended. */
  read(rows: number): void;
  /** An answer to a batch, or that there is none. */
  batch(batch: { readonly rows: number; readonly tookMs: number; readonly isOverload: boolean }): void;
  /** So many rows ended; below zero takes back what turned out otherwise. A `reason` and a place go with rejected and uncertain ones. */
  ended(end: RowEnd, rows: number, reason?: string, place?: RecordPlace): void;
  /** A canary read of --protect was answered. */
  canary(tookMs: number): void;
  /** Where it stands. To be asked for each second or so, also while nothing ends: that is what the curves are made of. */
  progress(): ImportProgress;
  /** About how many rows are yet to end, by the size of the input; undefined while nobody knows. */
  rowsAhead(): number | undefined;
  /** At most 600 points, in order; the last one is now. */
  samples(): readonly ProgressSample[];
  reasons(): readonly ReportedReason[];
}

export interface MeterWorld {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Of all files as they are stored; undefined for a pipe. */
  readonly bytesAll: number | undefined;
  readonly bytesRead: () => number;
  /** Of the limiter. */
  readonly concurrency: () => number;
  readonly batchSize: () => number;
  readonly maxRejectShare?: number | undefined;
  /** Whether nothing is sent: a row has been dealt with when it was read and checked. */
  readonly isCheck?: boolean;
  /** What earlier sittings have ended: it is counted, but is no part of the speed. */
  readonly before?: { readonly counts: ImportCounts; readonly reasons: ReadonlyMap<string, number> };
}

export function createImportMeter(world: MeterWorld): ImportMeter {
  const began = world.now();
  const counts = { ...nothing, ...world.before?.counts };
  const endedBefore = endedOf(counts);
  const rate = createRateMeter(world.now);
  const latencies = createRecentDurations(100);
  const canaries = createRecentDurations(100);
  const reasons = createReasonCounts(world.before?.reasons);
  const samples = createProgressSamples();
  let overloads = 0;
  let ended = 0;

  const seconds = (): number => (world.now() - began) / 1000;
  // A window that holds less than a batch would jump between nothing and too much.
  const rateNow = (): number => rate.over(Math.max(windowMs, 2 * (latencies.percentile(0.5) ?? 0)));

  function secondsLeft(): number | undefined {
    const speed = rate.over(longestWindowMs);
    const rows = rowsAhead();
    // As long as only rows of earlier sittings go by, nothing is known of this one.
    return rows === undefined || speed <= 0 ? undefined : rows / speed;
  }

  function rowsAhead(): number | undefined {
    const bytes = world.bytesRead();
    if (world.bytesAll === undefined || bytes === 0) return undefined;
    const unread = Math.max(0, world.bytesAll - bytes) * (counts.read / bytes);
    return unread + Math.max(0, counts.read - endedBefore - ended);
  }

  const sample = (): ProgressSample => ({
    seconds: seconds(),
    rateNow: rateNow(),
    concurrency: world.concurrency(),
    batchSize: world.batchSize(),
    latencyMs: latencies.percentile(0.5) ?? 0,
    latencyP95Ms: latencies.percentile(0.95) ?? 0,
    created: counts.created,
    rejected: counts.rejected,
  });
  const sampleIfDue = (): void => {
    if (samples.isDue(seconds())) samples.add(sample());
  };

  function count(rows: number): void {
    ended += rows;
    rate.add(rows);
    sampleIfDue();
  }

  return {
    read(rows) {
      counts.read += rows;
      if (world.isCheck === true) count(rows);
    },
    batch({ tookMs, isOverload }) {
      // What is refused at once says nothing of how long the work takes.
      if (isOverload) overloads += 1;
      else latencies.add(tookMs);
      sampleIfDue();
    },
    ended(end, rows, reason, place) {
      counts[end] += rows;
      if (reason !== undefined) reasons.add(reason, rows, place);
      if (world.isCheck !== true) count(rows);
    },
    canary: (tookMs) => canaries.add(tookMs),
    progress() {
      sampleIfDue();
      return {
        ...counts,
        ...sample(),
        rateMean: seconds() > 0 ? ended / seconds() : 0,
        bytesRead: world.bytesRead(),
        bytesAll: world.bytesAll,
        secondsLeft: secondsLeft(),
        canaryP95Ms: canaries.percentile(0.95),
        overloads,
        reasons: reasons.counts(),
        maxRejectShare: world.maxRejectShare,
        earlier: world.before?.counts,
        isCheck: world.isCheck === true,
      };
    },
    rowsAhead,
    samples: () => [...samples.all(), sample()],
    reasons: () => reasons.all(),
  };
}

const windowMs = 5000;

const nothing: ImportCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  rejected: 0,
  uncertain: 0,
};
