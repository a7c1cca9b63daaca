import { describe, expect, it } from 'vitest';
import { progressLines } from '../../../../src/edges/cli/each/progress-lines.ts';
import type { ManyProgress } from '../../../../src/engine/many.ts';

const counts: ManyProgress = {
  targets: 500,
  completed: 7,
  changed: 6,
  unchanged: 1,
  failed: 2,
  cancelled: 1,
  aborted: 0,
  uncertain: 0,
  running: 4,
};

function aClock() {
  const ticks: (() => void)[] = [];
  const intervals: number[] = [];
  return {
    intervals,
    tick: () => ticks.forEach((work) => work()),
    every: (milliseconds: number, work: () => void) => {
      intervals.push(milliseconds);
      ticks.push(work);
      return () => void ticks.splice(ticks.indexOf(work), 1);
    },
  };
}

describe('progress off a terminal', () => {
  it('is a JSON line every five seconds and at the end', () => {
    const written: string[] = [];
    const clock = aClock();
    const lines = progressLines({
      write: (text) => void written.push(text),
      now: () => new Date(0),
      operation: () => '12',
      every: clock.every,
    });
    lines.update(counts);
    lines.update(counts);
    expect({ written, intervals: clock.intervals }).toEqual({ written: [], intervals: [5000] });
    clock.tick();
    lines.update({ ...counts, completed: 8, running: 0 });
    lines.end();
    clock.tick();
    const line = { time: '1970-01-01T00:00:00.000Z', operation: '12', total: 500 };
    expect(written.map((text) => JSON.parse(text) as unknown)).toEqual([
      { ...line, done: 10, running: 4, completed: 7, changed: 6, failed: 2, cancelled: 1, aborted: 0 },
      { ...line, done: 11, running: 0, completed: 8, changed: 6, failed: 2, cancelled: 1, aborted: 0 },
    ]);
    expect(written.every((text) => text.endsWith('}\n'))).toBe(true);
  });

  it('is nothing where nothing began', () => {
    const written: string[] = [];
    const { every } = aClock();
    progressLines({
      write: (text) => void written.push(text),
      now: () => new Date(0),
      operation: () => null,
      every,
    }).end();
    expect(written).toEqual([]);
  });
});
