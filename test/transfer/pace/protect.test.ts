import { describe, expect, it } from 'vitest';
import { createSendLimiter } from '../../../src/transfer/pace/send-limiter.ts';
import { jitter } from './simulated-noise.ts';
import { sendSimulated, type SimulatedRun, type SimulatedServer } from './simulated-server.ts';

const bounds = { largestBatch: 1000, maxConcurrency: 16 };

/** On which a read takes 3 ms when nothing else is done, and the longer the more batches are under way. */
const server: SimulatedServer = { workers: 2, perBatchMs: 4, perRowMs: 1.85 };

describe('with a limit for the canary reads', () => {
  it.each([4, 5, 8, 20])('keeps their 95th percentile below %d ms', (protectMs) => {
    const limiter = createSendLimiter({ ...bounds, protectMs });
    const run = sendSimulated(40_000, limiter, { ...server, noise: jitter(2, 0.3) }, 250);
    expect(p95(run)).toBeLessThanOrEqual(protectMs);
  });

  it('is as fast as without one where the reads are fast enough anyway', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 100 });
    const without = sendSimulated(40_000, createSendLimiter({ ...bounds, protectMs: undefined }), server);
    expect(sendSimulated(40_000, limiter, server, 250).endedAt).toBeLessThan(without.endedAt * 1.1);
  });

  it('begins with a single small batch at a time', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 20 });
    expect([limiter.batchSize(), limiter.concurrency(), limiter.pauseMs()]).toEqual([4, 1, 0]);
  });

  it('takes away requests first, then rows, and then makes pauses', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 20 });
    sendSimulated(20_000, limiter, { ...server, workers: 8 }, 250);
    expect(limiter.concurrency()).toBeGreaterThan(1);
    const rows = limiter.batchSize();
    const seen = Array.from({ length: 40 }, () => {
      limiter.observeCanary(25);
      return { rows: limiter.batchSize(), atOnce: limiter.concurrency(), pauseMs: limiter.pauseMs() };
    });
    const firstWith = (has: (one: (typeof seen)[number]) => boolean): number => seen.findIndex(has);
    const fewerRows = firstWith((one) => one.rows < rows);
    const paused = firstWith(({ pauseMs }) => pauseMs > 0);
    expect(firstWith(({ atOnce }) => atOnce === 1)).toBeLessThan(fewerRows);
    expect(firstWith((one) => one.rows === 10)).toBeLessThan(paused);
    expect(seen.at(-1)).toEqual({ rows: 10, atOnce: 1, pauseMs: 10_000 });
  });

  it('forgives one slow read, but not two of twenty', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 20 });
    sendSimulated(20_000, limiter, { ...server, workers: 8 }, 250);
    const before = limiter.concurrency();
    limiter.observeCanary(25);
    expect(limiter.concurrency()).toBe(before);
    limiter.observeCanary(25);
    expect(limiter.concurrency()).toBe(Math.floor(before / 2));
  });

  it('takes one very slow read for what it is', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 20 });
    sendSimulated(20_000, limiter, { ...server, workers: 8 }, 250);
    const before = limiter.concurrency();
    limiter.observeCanary(2000);
    expect(limiter.concurrency()).toBe(Math.floor(before / 2));
  });

  it('gives a little back after five seconds without slow reads, and waits longer after what was too much', () => {
    const limiter = createSendLimiter({ ...bounds, protectMs: 20 });
    sendSimulated(20_000, limiter, { ...server, workers: 8 }, 250);
    const underWay = (): number => limiter.concurrency() * limiter.batchSize();
    const most = underWay();
    const readsUntilMore = (): number => {
      const before = underWay();
      let reads = 0;
      for (; reads < 200 && underWay() <= before; reads += 1) limiter.observeCanary(3);
      return reads;
    };
    limiter.observeCanary(2000);
    expect(underWay()).toBeLessThanOrEqual(most / 2);
    expect(readsUntilMore()).toBe(20);
    expect(underWay()).toBeLessThan(most);
    limiter.observeCanary(2000);
    expect(readsUntilMore()).toBe(40);
  });
});

it('makes no pauses and begins with two requests without a limit', () => {
  const limiter = createSendLimiter({ ...bounds, protectMs: undefined });
  limiter.observeCanary(10_000);
  expect([limiter.concurrency(), limiter.pauseMs()]).toEqual([2, 0]);
});

function p95({ reads }: SimulatedRun): number {
  const sorted = reads.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
