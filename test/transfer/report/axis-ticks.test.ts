import { describe, expect, it } from 'vitest';
import { timeTicks, valueTicks } from '../../../src/transfer/report/axis-ticks.ts';

describe('values on an axis', () => {
  it.each([
    [0, [0, 1]],
    [8, [0, 2, 4, 6, 8]],
    [312, [0, 100, 200, 300, 400]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [1000, [0, 500, 1000]],
    [1001, [0, 500, 1000, 1500]],
  ])('up to %d are round, and reach it', (largest, ticks) => {
    expect(valueTicks(largest, 4)).toEqual(ticks);
  });
});

describe('times on an axis', () => {
  it.each([
    [0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    [59, [0, 10, 20, 30, 40, 50]],
    [300, [0, 60, 120, 180, 240, 300]],
    [7000, [0, 1800, 3600, 5400]],
    [864_000, [0, 172_800, 345_600, 518_400, 691_200, 864_000]],
  ])('up to %d seconds are whole minutes, hours and days', (largest, ticks) => {
    expect(timeTicks(largest, 6)).toEqual(ticks);
  });
});
