import { describe, expect, it } from 'vitest';
import {
  createImportMeter,
  type ImportMeter,
  type MeterWorld,
} from '../../../src/transfer/progress/import-meter.ts';

/** A meter whose clock and input are moved by hand. */
function aMeter(world: Partial<MeterWorld> = {}) {
  const state = { ms: 1_000_000, bytes: 0 };
  const meter = createImportMeter({
    now: () => state.ms,
    bytesAll: 1000,
    bytesRead: () => state.bytes,
    concurrency: () => 8,
    batchSize: () => 200,
    ...world,
  });
  return {
    meter,
    pass: (ms: number) => void (state.ms += ms),
    readUpTo: (bytes: number, rows: number) => {
      state.bytes = bytes;
      meter.read(rows);
    },
  };
}

const place = (line: number) => ({ file: 'people.jsonl', record: line, line });

const batch = (meter: ImportMeter, tookMs: number, isOverload = false) =>
  meter.batch({ rows: 200, tookMs, isOverload });

describe('an import that has not begun', () => {
  it('is all zeros, and nothing is known of its end', () => {
    expect(aMeter().meter.progress()).toEqual({
      read: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      rejected: 0,
      uncertain: 0,
      seconds: 0,
      rateNow: 0,
      rateMean: 0,
      bytesRead: 0,
      bytesAll: 1000,
      secondsLeft: undefined,
      concurrency: 8,
      batchSize: 200,
      latencyMs: 0,
      latencyP95Ms: 0,
      canaryP95Ms: undefined,
      overloads: 0,
      reasons: {},
      maxRejectShare: undefined,
      isCheck: false,
    });
  });
});

describe('counts', () => {
  it('are of rows by how they ended, and by reason', () => {
    const { meter } = aMeter();
    meter.read(10);
    meter.ended('created', 5);
    meter.ended('updated', 1);
    meter.ended('unchanged', 1);
    meter.ended('skipped', 1);
    meter.ended('rejected', 1, 'schema');
    meter.ended('uncertain', 1, 'no-answer');
    expect(meter.progress()).toMatchObject({
      read: 10,
      created: 5,
      updated: 1,
      unchanged: 1,
      skipped: 1,
      rejected: 1,
      uncertain: 1,
      reasons: { schema: 1, 'no-answer': 1 },
    });
  });

  it('go on from earlier sittings, which are no part of the speed', () => {
    const before = {
      counts: { read: 900, created: 890, updated: 0, unchanged: 0, skipped: 0, rejected: 9, uncertain: 1 },
      reasons: new Map([
        ['schema', 9],
        ['no-answer', 1],
      ]),
    };
    const { meter, pass } = aMeter({ before });
    meter.read(100);
    pass(10_000);
    meter.ended('created', 100);
    // An uncertain one was found to be there.
    meter.ended('uncertain', -1, 'no-answer');
    meter.ended('created', 1);
    expect(meter.progress()).toMatchObject({
      read: 1000,
      created: 991,
      rejected: 9,
      uncertain: 0,
      rateMean: 10,
      reasons: { schema: 9 },
    });
  });
});

describe('the speed', () => {
  it('is that of the last five seconds, and the mean', () => {
    const { meter, pass } = aMeter();
    for (let second = 0; second < 60; second += 1) {
      pass(1000);
      meter.ended('created', second < 50 ? 100 : 400);
    }
    const { rateNow, rateMean, seconds } = meter.progress();
    expect({ rateNow, rateMean, seconds }).toEqual({ rateNow: 400, rateMean: 150, seconds: 60 });
  });

  it('falls to nothing while nothing ends', () => {
    const { meter, pass } = aMeter();
    meter.ended('created', 1000);
    pass(6000);
    expect(meter.progress().rateNow).toBe(0);
  });

  it('looks back for two batches where those take long', () => {
    const { meter, pass } = aMeter();
    for (let count = 0; count < 4; count += 1) {
      pass(20_000);
      batch(meter, 20_000);
      meter.ended('created', 200);
    }
    pass(10_000);
    expect(meter.progress().rateNow).toBe(10);
  });

  it('is exact, however many rows end one by one', () => {
    const { meter, pass } = aMeter();
    for (let row = 0; row < 30_000; row += 1) {
      pass(10);
      meter.ended('created', 1);
    }
    expect(meter.progress().rateNow).toBeCloseTo(100, 5);
  });
});

describe('how long it still takes', () => {
  it('is guessed by the bytes that are left and the rows under way', () => {
    const { meter, pass, readUpTo } = aMeter();
    readUpTo(500, 600);
    pass(10_000);
    meter.ended('created', 500);
    // 600 rows unread and 100 under way, at 50 a second.
    expect(meter.progress().secondsLeft).toBe(14);
  });

  it('is not told of a pipe, nor while nothing has ended', () => {
    const pipe = aMeter({ bytesAll: undefined });
    pipe.readUpTo(500, 600);
    pipe.pass(10_000);
    pipe.meter.ended('created', 500);
    expect(pipe.meter.progress().secondsLeft).toBeUndefined();
    const young = aMeter();
    young.readUpTo(500, 600);
    young.pass(1000);
    expect(young.meter.progress().secondsLeft).toBeUndefined();
  });

  it('is nothing when all is read and has ended', () => {
    const { meter, pass, readUpTo } = aMeter();
    readUpTo(1000, 600);
    pass(1000);
    meter.ended('created', 600);
    expect(meter.progress().secondsLeft).toBe(0);
  });
});

describe('a check, which sends nothing', () => {
  it('is as fast as rows are read, and counts those that do not fit', () => {
    const { meter, pass, readUpTo } = aMeter({ isCheck: true });
    pass(1000);
    readUpTo(500, 600);
    meter.ended('rejected', 6, 'schema');
    pass(1000);
    expect(meter.progress()).toMatchObject({
      read: 600,
      rejected: 6,
      rateMean: 300,
      secondsLeft: 2,
      reasons: { schema: 6 },
      isCheck: true,
    });
  });
});

describe('latencies', () => {
  it('are of the last hundred batches that were done', () => {
    const { meter } = aMeter();
    for (let count = 0; count < 500; count += 1) batch(meter, 9000);
    for (let count = 1; count <= 100; count += 1) batch(meter, count);
    const { latencyMs, latencyP95Ms, overloads } = meter.progress();
    expect({ latencyMs, latencyP95Ms, overloads }).toEqual({ latencyMs: 50, latencyP95Ms: 95, overloads: 0 });
  });

  it('know nothing of what was refused at once; that is counted', () => {
    const { meter } = aMeter();
    batch(meter, 300);
    for (let count = 0; count < 50; count += 1) batch(meter, 1, true);
    const { latencyMs, overloads } = meter.progress();
    expect({ latencyMs, overloads }).toEqual({ latencyMs: 300, overloads: 50 });
  });

  it('of the canary stand apart', () => {
    const { meter } = aMeter();
    for (const ms of [4, 5, 90]) meter.canary(ms);
    expect(meter.progress()).toMatchObject({ canaryP95Ms: 90, latencyMs: 0 });
  });
});

describe('the curves', () => {
  it('have a point each quarter of a second, and one for now', () => {
    const { meter, pass } = aMeter();
    for (let count = 0; count < 100; count += 1) {
      pass(100);
      meter.ended('created', 10);
      batch(meter, 40);
    }
    const samples = meter.samples();
    expect(samples.slice(0, 3).map(({ seconds }) => seconds)).toEqual([0.1, 0.4, 0.7]);
    expect(samples.at(-1)).toEqual({
      rateNow: expect.closeTo(100, -1) as number,
      seconds: 10,
      concurrency: 8,
      batchSize: 200,
      latencyMs: 40,
      latencyP95Ms: 40,
      created: 1000,
      rejected: 0,
    });
  });

  it('never have more than 600, evenly over a day', () => {
    const { meter, pass } = aMeter();
    for (let second = 0; second < 86_400; second += 1) {
      pass(1000);
      meter.progress();
    }
    const samples = meter.samples();
    expect(samples.length).toBeGreaterThan(290);
    expect(samples.length).toBeLessThanOrEqual(600);
    const steps = samples.slice(1, -1).map(({ seconds }, at) => seconds - (samples[at]?.seconds ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(Math.min(...steps));
    expect(samples.at(-1)?.seconds).toBe(86_400);
  });
});

describe('reasons', () => {
  it('come with the first places, the most frequent first', () => {
    const { meter } = aMeter();
    meter.ended('rejected', 1, 'conflict', place(7));
    for (let line = 10; line < 40; line += 1) meter.ended('rejected', 1, 'schema', place(line));
    meter.ended('uncertain', 2, 'no-answer');
    const [first, ...others] = meter.reasons();
    expect(first).toMatchObject({ code: 'schema', count: 30 });
    expect(first?.places.map(({ line }) => line)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(others).toEqual([
      { code: 'no-answer', count: 2, places: [] },
      { code: 'conflict', count: 1, places: [place(7)] },
    ]);
  });
});
