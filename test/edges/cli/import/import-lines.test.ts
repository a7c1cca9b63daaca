import { describe, expect, it } from 'vitest';
import { importLines } from '../../../../src/edges/cli/import/import-lines.ts';
import { halfway } from './import-state.ts';

/** Lines whose time passes by hand. */
function linesByHand() {
  const written: string[] = [];
  const ticks = new Set<() => void>();
  const intervals: number[] = [];
  const lines = importLines({
    write: (text) => void written.push(text),
    now: () => new Date(0),
    every(milliseconds, work) {
      intervals.push(milliseconds);
      ticks.add(work);
      return () => void ticks.delete(work);
    },
  });
  return { lines, written, intervals, tick: () => ticks.forEach((work) => work()) };
}

describe('an import off a terminal', () => {
  it('is a JSON line every five seconds and at the end', () => {
    const { lines, written, intervals, tick } = linesByHand();
    lines.update(halfway);
    lines.update(halfway);
    expect({ written, intervals }).toEqual({ written: [], intervals: [5000] });
    tick();
    lines.update({ ...halfway, created: 12_366 });
    lines.end();
    tick();
    expect(written.map((text) => (JSON.parse(text) as { created: number }).created)).toEqual([
      12_000, 12_366,
    ]);
    expect(written.every((text) => text.endsWith('}\n'))).toBe(true);
  });

  it('has all numbers, in kebab-case', () => {
    const { lines, written } = linesByHand();
    lines.update(halfway);
    lines.end();
    expect(JSON.parse(written.join(''))).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      read: 12_400,
      created: 12_000,
      updated: 3,
      unchanged: 0,
      skipped: 2,
      rejected: 34,
      uncertain: 0,
      seconds: 41.3,
      'rate-now': 312.4,
      'rate-mean': 298,
      'eta-seconds': 50,
      'bytes-read': 4_500_000,
      'bytes-all': 10_000_000,
      concurrency: 8,
      'batch-size': 200,
      'latency-ms': 640.3,
      'latency-p95-ms': 900,
      overloads: 1,
    });
  });

  it('says null for what cannot be known, and has the canary with --protect', () => {
    const { lines, written } = linesByHand();
    lines.update({ ...halfway, bytesAll: undefined, secondsLeft: undefined, canaryP95Ms: 12.34 });
    lines.end();
    expect(JSON.parse(written.join(''))).toMatchObject({
      'eta-seconds': null,
      'bytes-all': null,
      'canary-p95-ms': 12.3,
    });
  });

  it('is nothing where nothing began', () => {
    const { lines, written } = linesByHand();
    lines.end();
    expect(written).toEqual([]);
  });
});
