import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowPace, largestBatchAt } from '../../../src/transfer/pace/row-pace.ts';

describe('with a rate', () => {
  it('lets no more rows go in any second, however they are divided into batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 3000 }),
        fc.array(fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), busyMs: fc.nat(400) }), {
          minLength: 2,
          maxLength: 40,
        }),
        async (rate, plan) => {
          const { pace, clock } = paced(rate);
          const sent: { at: number; rows: number }[] = [];
          for (const { part, busyMs } of plan) {
            const rows = Math.max(1, Math.round(part * largestBatchAt(rate, 1000)));
            await pace.take(rows);
            sent.push({ at: clock.now, rows });
            clock.now += busyMs;
          }
          for (const { at } of sent) {
            const inSecond = sent.filter((one) => one.at >= at && one.at < at + 999.999);
            expect(inSecond.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(rate);
          }
        },
      ),
    );
  });

  it('loses none of it, and spreads it over the second', async () => {
    const { pace, clock } = paced(300);
    const at: number[] = [];
    for (let batch = 0; batch < 31; batch += 1) {
      await pace.take(100);
      at.push(clock.now);
    }
    expect(at.slice(0, 4).map(Math.round)).toEqual([0, 333, 667, 1000]);
    expect(at.at(-1)).toBeCloseTo(10_000, 0);
  });

  it('lets less than one row a second go', async () => {
    const { pace, clock } = paced(0.5);
    for (let row = 0; row < 3; row += 1) await pace.take(1);
    expect(clock.now).toBe(4000);
  });

  it('makes up for no time in which nothing was sent', async () => {
    const { pace, clock } = paced(100);
    await pace.take(50);
    clock.now = 60_000;
    await pace.take(50);
    await pace.take(50);
    await pace.take(50);
    expect(clock.now).toBe(61_000);
  });
});

describe('without a rate', () => {
  it('waits for nothing', async () => {
    const { pace, clock } = paced(undefined);
    await pace.take(1000);
    await pace.take(1000);
    expect(clock.now).toBe(0);
  });
});

it('waits before each batch as long as the limiter asks for', async () => {
  const { pace, clock } = paced(undefined, 700);
  await pace.take(10);
  await pace.take(10);
  expect(clock.now).toBe(1400);
});

it.each([
  [undefined, 1000],
  [5000, 1000],
  [500, 250],
  [3, 1],
  [0.1, 1],
])('at a rate of %s has batches of %d rows at most', (rate, rows) => {
  expect(largestBatchAt(rate, 1000)).toBe(rows);
});

function paced(maxRate: number | undefined, pauseMs = 0) {
  const clock = { now: 0 };
  const pace = createRowPace({
    maxRate,
    pauseMs: () => pauseMs,
    now: () => clock.now,
    async wait(milliseconds) {
      clock.now += milliseconds;
    },
  });
  return { pace, clock };
}
