import { measureCycles, type CycleMeter } from './limiter-cycles.ts';
import { createSearch } from './limiter-search.ts';
import { fewerRequests, fitting, halved, isSame, type Setting } from './limiter-setting.ts';
import { createSizing, longestMs } from './limiter-sizing.ts';
import type { LimiterBounds, ObservedBatch } from './send-limiter.ts';

export interface Climb {
  setting(): Setting;
  /** `sent` is how batches are sent now, where that is less than what was asked for. */
  observe(batch: ObservedBatch, sent: Setting): void;
}

/**
 * Finds the setting at which a server takes most rows a second: a batch that is worth its request (limiter-sizing.ts), small
 * ones first, with which the search (limiter-search.ts) learns fast how many at once pay; then larger ones. An overload ends a
 * trial, or else halves what is under way, and the ramp begins anew; a single slow batch changes nothing, but one of
 * eight seconds is too large.
 */
export function createClimb({ largestBatch, maxConcurrency }: LimiterBounds): Climb {
  const bounds = { largestBatch, maxConcurrency };
  const search = createSearch(
    {
      batch: Math.min(firstBatch, bounds.largestBatch),
      concurrency: Math.min(2, bounds.maxConcurrency),
      pauseMs: 0,
    },
    bounds,
  );
  const sizing = createSizing(bounds);
  // What does not fit beside many others does so again beside few.
  const current = (): Setting => fitting(search.setting());
  let isSizing = true;
  let changedAt = Number.NEGATIVE_INFINITY;
  let meter: CycleMeter | undefined;
  let hasWorked = false;
  let refusedInSuccession = 0;

  function changed(at: number): void {
    changedAt = at;
    meter = undefined;
  }

  /** Batches that began before the last change tell of what was changed already. */
  function overloaded({ startedAt, endedAt, tookMs }: ObservedBatch): void {
    if (startedAt < changedAt) return;
    const before = current();
    if (search.refute(endedAt)) {
      // Only what was tried was too much.
    } else if (hasWorked && tookMs <= slowMs) {
      search.retreat(fewerRequests(before, bounds), endedAt);
      isSizing = false;
    } else {
      search.restart(halved(before, tookMs > slowMs));
      isSizing = true;
      sizing.restart();
    }
    hasWorked = false;
    changed(endedAt);
  }

  function resize(batch: number, at: number): void {
    search.resize(Math.max(1, batch));
    changed(at);
  }

  function saysNothing({ rows, refusal, isOverload, endedAt }: ObservedBatch): boolean {
    if (refusal === undefined) return false;
    if (refusal === 'size') {
      bounds.largestBatch = Math.max(1, Math.min(bounds.largestBatch, Math.floor(rows / 2)));
      if (current().batch > bounds.largestBatch) resize(bounds.largestBatch, endedAt);
      return true;
    }
    refusedInSuccession = isOverload ? refusedInSuccession + 1 : 0;
    return refusedInSuccession < 3;
  }

  function size(batch: ObservedBatch, sent: Setting): void {
    const setting = current();
    const next = sizing.next(batch, setting.batch, search.hasRamped() ? aimMs : rampAimMs);
    if (next !== undefined) resize(next, batch.endedAt);
    if (current().batch === setting.batch && sent.batch >= setting.batch) isSizing = false;
  }

  function measure(batch: ObservedBatch, sent: Setting): void {
    const setting = current();
    if (!isSame(setting, sent)) return changed(batch.endedAt);
    const { concurrency } = setting;
    const isRamping = !search.hasRamped();
    meter ??= measureCycles({ since: changedAt, concurrency, ...(isRamping ? quickly : carefully) });
    const measured = meter(batch);
    if (measured === undefined) return;
    search.measured(measured, batch.endedAt);
    meter = undefined;
    if (!isSame(setting, current())) changedAt = batch.endedAt;
    if (isRamping && search.hasRamped()) isSizing = true;
  }

  return {
    setting: current,
    observe(batch, sent) {
      if (saysNothing(batch)) return;
      if (batch.isOverload) return overloaded(batch);
      refusedInSuccession = 0;
      hasWorked = true;
      if (batch.startedAt < changedAt) return;
      const { rows, tookMs, endedAt } = batch;
      if (tookMs > longestMs && rows > 1) resize(Math.floor((rows * longestMs) / 2 / tookMs), endedAt);
      else if (isSizing) size(batch, sent);
      else measure(batch, sent);
    },
  };
}

const firstBatch = 4;
const rampAimMs = 80;
const aimMs = 600;
/** An overload after so long is a server that takes too long, rather than one that takes no more. */
const slowMs = 5000;
const quickly = { cycles: 2, leastMs: 100 };
const carefully = { cycles: 3, leastMs: 400 };
