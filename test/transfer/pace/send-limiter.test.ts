import { describe, expect, it } from 'vitest';
import {
  createSendLimiter,
  type LimiterBounds,
  type SendLimiter,
} from '../../../src/transfer/pace/send-limiter.ts';
import { fixedSetting } from './fixed-setting.ts';
import { drift, jitter } from './simulated-noise.ts';
import { sendSimulated, type SimulatedRun, type SimulatedServer } from './simulated-server.ts';

const bounds: LimiterBounds = { largestBatch: 1000, maxConcurrency: 16, protectMs: undefined };

/** What was measured of a Kratos with PostgreSQL on two cores: 900 rows a second, from two requests at once on. */
const twoCores: SimulatedServer = { workers: 1.7, perBatchMs: 4, perRowMs: 1.85 };
const sixteenCores: SimulatedServer = { workers: 16, perBatchMs: 5, perRowMs: 2 };

describe('on a server whose capacity is unknown', () => {
  it('begins with few rows and no more than two requests', () => {
    const limiter = createSendLimiter(bounds);
    expect(limiter.batchSize()).toBeLessThanOrEqual(10);
    expect(limiter.concurrency()).toBe(2);
    expect(limiter.pauseMs()).toBe(0);
  });

  it.each([
    ['a Kratos on two cores', 20_000, twoCores],
    ['the sandbox, which does one thing at a time', 40_000, { workers: 1, perBatchMs: 0.6, perRowMs: 0.12 }],
    ['sixteen cores', 200_000, sixteenCores],
    ['a server that is far away', 200_000, { workers: 4, perBatchMs: 5, perRowMs: 2, roundTripMs: 200 }],
    ['a server of which each request costs a lot', 200_000, { workers: 1, perBatchMs: 100, perRowMs: 0.5 }],
  ])('needs with all its trying hardly more time than the best fixed setting: %s', (_, rows, server) => {
    // Requests that always end together would leave the server nothing to do meanwhile.
    const { endedAt } = sendSimulated(rows, createSendLimiter(bounds), { ...server, noise: jitter(1, 0.2) });
    const best = bestFixed(rows, () => ({ ...server, noise: jitter(1, 0.2) }));
    expect(best / endedAt).toBeGreaterThan(0.95);
  });

  it('lets batches grow also where half of the rows are there already, and are not sent', () => {
    const { batches } = sendSimulated(20_000, createSendLimiter(bounds), { ...twoCores, shareSent: 0.5 });
    expect(batches.length).toBeLessThan(200);
  });

  it('does so on machines that are shared, whose speed halves and doubles all the time', () => {
    const ratios = Array.from({ length: 12 }, (_, seed) => {
      const server = (): SimulatedServer => ({ ...twoCores, noise: jitter(seed, 0.5), speedAt: drift(seed) });
      const { endedAt } = sendSimulated(20_000, createSendLimiter(bounds), server());
      return sendSimulated(20_000, fixedSetting(100, 4), server()).endedAt / endedAt;
    }).toSorted((one, other) => one - other);
    expect(ratios[0]).toBeGreaterThan(0.9);
    expect(ratios[6]).toBeGreaterThan(0.95);
  });

  it('does not let noise take requests away for ever', () => {
    const server = { ...sixteenCores, noise: jitter(5, 0.6), speedAt: drift(5) };
    const run = sendSimulated(1_000_000, createSendLimiter(bounds), server);
    const half = run.endedAt / 2;
    expect(rateBetween(run, half, run.endedAt)).toBeGreaterThan(rateBetween(run, 0, half) * 0.95);
  });

  it('settles, rather than to swing between few requests and many', () => {
    const { limiter, seen } = recorded(createSendLimiter(bounds));
    sendSimulated(60_000, limiter, twoCores);
    expect(Math.max(...seen.map(({ concurrency }) => concurrency))).toBeLessThanOrEqual(4);
    const late = seen.slice(seen.length / 2);
    expect(new Set(late.map(({ concurrency }) => concurrency)).size).toBeLessThanOrEqual(2);
  });

  it('does not take it for the work of more requests that a server gets faster in its first seconds', () => {
    const { limiter, seen } = recorded(createSendLimiter(bounds));
    const server = { workers: 1, perBatchMs: 0.6, perRowMs: 0.12, noise: jitter(2, 0.2) };
    sendSimulated(60_000, limiter, { ...server, speedAt: (ms) => Math.min(1, 0.25 + ms / 2000) });
    const late = seen.slice(seen.length / 2);
    expect(Math.max(...late.map(({ concurrency }) => concurrency))).toBeLessThanOrEqual(8);
  });

  it('does the same whenever it observes the same', () => {
    const [one, other] = [1, 2].map(() => {
      const { limiter, seen } = recorded(createSendLimiter(bounds));
      sendSimulated(20_000, limiter, { ...twoCores, noise: jitter(3, 0.5) });
      return seen;
    });
    expect(one).toEqual(other);
  });
});

describe('within its bounds', () => {
  it('never has more requests under way, or more rows in one, than are allowed', () => {
    const run = sendSimulated(
      20_000,
      createSendLimiter({ ...bounds, largestBatch: 40, maxConcurrency: 3 }),
      sixteenCores,
    );
    expect(Math.max(...run.batches.map(({ underWay }) => underWay))).toBe(3);
    expect(Math.max(...run.batches.map(({ rows }) => rows))).toBe(40);
  });

  it('sends one request at a time where no more is allowed', () => {
    const run = sendSimulated(5000, createSendLimiter({ ...bounds, maxConcurrency: 1 }), twoCores);
    expect(new Set(run.batches.map(({ underWay }) => underWay))).toEqual(new Set([1]));
  });

  it('never has more rows under way than can be kept in memory', () => {
    const run = sendSimulated(200_000, createSendLimiter({ ...bounds, maxConcurrency: 64 }), {
      workers: 64,
      perBatchMs: 5,
      perRowMs: 2,
    });
    expect(Math.max(...run.batches.map(({ rows, underWay }) => rows * underWay))).toBeLessThanOrEqual(2000);
  });

  it('asks for no more at once than the client can keep under way', () => {
    const { limiter, seen } = recorded(createSendLimiter({ ...bounds, maxConcurrency: 256 }));
    const slowClient = { workers: 8, perBatchMs: 5, perRowMs: 0.2, clientMs: 0.1, noise: jitter(4, 0.3) };
    sendSimulated(200_000, limiter, slowClient);
    expect(Math.max(...seen.map(({ concurrency }) => concurrency))).toBeLessThanOrEqual(8);
  });

  it.each([1000, 300])(
    'keeps batches of a server that takes %d ms for a row below ten seconds',
    (perRowMs) => {
      const server = { workers: 2, perBatchMs: 0, perRowMs };
      const run = sendSimulated(200, createSendLimiter(bounds), server);
      expect(Math.max(...run.batches.map(({ tookMs }) => tookMs))).toBeLessThan(10_000);
      expect(bestFixed(200, () => server, [1, 4]) / run.endedAt).toBeGreaterThan(0.9);
    },
  );

  it('makes batches smaller when a server becomes so slow that one takes longer', () => {
    const limiter = createSendLimiter(bounds);
    const run = sendSimulated(8000, limiter, { ...twoCores, speedAt: (at) => (at > 4000 ? 0.01 : 1) });
    const late = run.batches.filter(({ startedAt }) => startedAt > run.endedAt / 2);
    expect(Math.max(...late.map(({ tookMs }) => tookMs))).toBeLessThan(10_000);
  });
});

describe('with a server that has other things to do', () => {
  it('is at its old speed soon after it was slow for a while', () => {
    const run = sendSimulated(60_000, createSendLimiter(bounds), {
      ...twoCores,
      speedAt: (at) => (at > 10_000 && at < 20_000 ? 0.2 : 1),
    });
    expect(rateBetween(run, 23_000, 53_000)).toBeGreaterThan(rateBetween(run, 2000, 10_000) * 0.95);
  });

  it('is at its old speed soon after it was away', () => {
    const run = sendSimulated(60_000, createSendLimiter(bounds), {
      ...twoCores,
      speedAt: (at) => (at > 10_000 && at < 20_000 ? 0 : 1),
    });
    const again = Math.min(
      ...run.batches
        .filter(({ endedAt, isOverload }) => endedAt > 20_000 && !isOverload)
        .map(({ startedAt }) => startedAt),
    );
    expect(rateBetween(run, again + 3000, again + 33_000)).toBeGreaterThan(
      rateBetween(run, 2000, 10_000) * 0.95,
    );
  });

  it('sends no more at once than a server takes that answers 429 above a number of requests', () => {
    const run = sendSimulated(200_000, createSendLimiter(bounds), { ...sixteenCores, mostRequests: 10 });
    const late = run.batches.filter(({ startedAt }) => startedAt > run.endedAt / 2);
    expect(late.filter(({ isOverload }) => isOverload).length / late.length).toBeLessThan(0.1);
    // Since requests are counted and not rows, it makes them large: ten of 200 and more.
    expect(rateBetween(run, run.endedAt / 2, run.endedAt)).toBeGreaterThan(2);
  });

  it('pauses where a single request at a time is too many', () => {
    const limiter = createSendLimiter({ ...bounds, largestBatch: 100, maxConcurrency: 1 });
    const run = sendSimulated(20_000, limiter, { ...sixteenCores, mostRequests: 2 });
    const refused = run.batches.filter(({ isOverload }) => isOverload).length;
    expect(limiter.pauseMs()).toBeGreaterThan(0);
    expect(refused / run.batches.length).toBeLessThan(0.1);
    expect(20_000 / run.endedAt).toBeGreaterThan(0.15);
  });

  it('halves what is under way at once when the server fails', () => {
    const limiter = createSendLimiter(bounds);
    sendSimulated(40_000, limiter, sixteenCores);
    const before = limiter.concurrency();
    const at = 1e6;
    limiter.observe({
      rows: 100,
      tookMs: 60_000,
      startedAt: at,
      endedAt: at + 60_000,
      isOverload: true,
      underWay: before,
    });
    expect(limiter.concurrency()).toBe(Math.floor(before / 2));
    // Those that began before have the same cause.
    limiter.observe({
      rows: 100,
      tookMs: 60_001,
      startedAt: at,
      endedAt: at + 60_001,
      isOverload: true,
      underWay: before,
    });
    expect(limiter.concurrency()).toBe(Math.floor(before / 2));
  });

  it('learns nothing of its pace from a batch that was refused for its rows', () => {
    const limiter = createSendLimiter(bounds);
    sendSimulated(20_000, limiter, twoCores);
    const before = [limiter.batchSize(), limiter.concurrency()];
    for (const isOverload of [false, true, true]) {
      limiter.observe({
        rows: 100,
        tookMs: 5,
        startedAt: 1e6,
        endedAt: 1e6 + 5,
        isOverload,
        refusal: 'rows',
        underWay: 2,
      });
    }
    expect([limiter.batchSize(), limiter.concurrency()]).toEqual(before);
  });

  it('takes three failures in succession for those of the server', () => {
    const limiter = createSendLimiter(bounds);
    sendSimulated(20_000, limiter, twoCores);
    const before = limiter.concurrency();
    for (const at of [1e6, 2e6, 3e6]) {
      limiter.observe({
        rows: 100,
        tookMs: 5,
        startedAt: at,
        endedAt: at + 5,
        isOverload: true,
        refusal: 'rows',
        underWay: 2,
      });
    }
    expect(limiter.concurrency()).toBeLessThan(before);
  });

  it('sends no batch again as large as one that was refused for its size', () => {
    const limiter = createSendLimiter(bounds);
    sendSimulated(2000, limiter, twoCores);
    limiter.observe({
      rows: 40,
      tookMs: 5,
      startedAt: 1e6,
      endedAt: 1e6 + 5,
      isOverload: true,
      refusal: 'size',
      underWay: 2,
    });
    const { batches } = sendSimulated(20_000, limiter, twoCores);
    expect(Math.max(...batches.map(({ rows }) => rows))).toBe(20);
  });
});

/** Milliseconds with the best of many fixed settings. */
function bestFixed(rows: number, server: () => SimulatedServer, batches = [25, 100, 200, 1000]): number {
  const times = batches.flatMap((batch) =>
    [1, 2, 4, 16].map(
      (concurrency) => sendSimulated(rows, fixedSetting(batch, concurrency), server()).endedAt,
    ),
  );
  return Math.min(...times);
}

/** Rows a millisecond. */
function rateBetween({ batches }: SimulatedRun, from: number, until: number): number {
  const ended = batches.filter(
    ({ endedAt, isOverload }) => !isOverload && endedAt > from && endedAt <= until,
  );
  return ended.reduce((sum, { rows }) => sum + rows, 0) / (until - from);
}

function recorded(limiter: SendLimiter) {
  const seen: { batch: number; concurrency: number }[] = [];
  const observing: SendLimiter = {
    ...limiter,
    observe(batch) {
      limiter.observe(batch);
      seen.push({ batch: limiter.batchSize(), concurrency: limiter.concurrency() });
    },
  };
  return { limiter: observing, seen };
}
