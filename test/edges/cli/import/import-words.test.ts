import { describe, expect, it } from 'vitest';
import { importShare, importWords } from '../../../../src/edges/cli/import/import-words.ts';
import { halfway } from './import-state.ts';

const plain = (text: string): string => text;
const paint = (text: string): string => `\u001B[33m${text}\u001B[39m`;

describe('the line of an import', () => {
  it('says everything in words where there is room', () => {
    expect(importWords(halfway, 200, plain)).toBe(
      '43%  312 rows/s, mean 298  ETA 50 s  created 12000  updated 3  skipped 2  rejected 34  8 × 200 rows in 640 ms',
    );
  });

  it.each([
    [100, '43%  312/s (mean 298)  ETA 50 s  created 12000  updated 3  skipped 2  rejected 34  8×200 640 ms'],
    [80, '43%  312/s (mean 298)  ETA 50 s  new 12000  upd 3  skip 2  rej 34  8×200 640 ms'],
    [69, '43%  312/s  ETA 50 s  new 12000  upd 3  skip 2  rej 34  8×200 640 ms'],
    [60, '43%  312/s  ETA 50 s  new 12000  upd 3  skip 2  rej 34'],
    [10, '43%  312/s  ETA 50 s'],
  ])('shortens itself to %d columns', (columns, line) => {
    expect(importWords(halfway, columns, plain)).toBe(line);
  });

  it('leaves out what there is none of, before it leaves out figures', () => {
    const none = { ...halfway, updated: 0, skipped: 0 };
    expect(importWords(none, 69, plain)).toBe(
      '43%  312/s (mean 298)  ETA 50 s  new 12000  rej 34  8×200 640 ms',
    );
    expect(importWords(none, 80, plain)).toContain('upd 0  skip 0');
  });

  it('fits 69 columns beside a bar in millions, too', () => {
    const many = {
      ...halfway,
      read: 5_000_000,
      created: 1_234_567,
      rejected: 123_456,
      rateNow: 12_345.6,
      rateMean: 9.04,
      secondsLeft: 86_400,
      concurrency: 64,
      batchSize: 1000,
      uncertain: 7,
    };
    const line = importWords(many, 69, plain);
    expect(line).toContain('12346/s');
    expect(line).toContain('ETA 24h00m  new 1.2M  upd 3  skip 2  rej 123k  unsure 7');
    expect(line.length).toBeLessThanOrEqual(69);
  });

  it('tells of unchanged and uncertain rows where there are some', () => {
    expect(importWords({ ...halfway, unchanged: 5, uncertain: 1 }, 200, plain)).toContain(
      'updated 3  unchanged 5  skipped 2  rejected 34  uncertain 1',
    );
  });

  it('colours what is not as it should be, which takes no room', () => {
    const painted = importWords(halfway, 80, paint);
    expect(painted).toContain('skip 2  \u001B[33mrej 34\u001B[39m  8×200');
    expect(importWords({ ...halfway, rejected: 0 }, 80, paint)).not.toContain('\u001B');
  });

  it('of a pipe has neither a share nor an end, but how many were read', () => {
    const pipe = { ...halfway, bytesAll: undefined, secondsLeft: undefined };
    expect(importShare(pipe)).toBeUndefined();
    expect(importWords(pipe, 80, plain)).toBe(
      '12400 read  312/s (mean 298)  new 12000  upd 3  skip 2  rej 34  8×200 640 ms',
    );
  });
});

describe('the line of a check', () => {
  const checking = { ...halfway, isCheck: true, created: 0, rateNow: 48_000.4, concurrency: 0, batchSize: 0 };

  it('says how many were checked, and how many do not fit', () => {
    expect(importWords(checking, 80, plain)).toBe('45%  48000 rows/s  ETA 50 s  checked 12400  not fit 34');
    expect(importWords(checking, 40, plain)).toBe('45%  48000/s  ETA 50 s  not fit 34');
    expect(importWords(checking, 20, plain)).toBe('45%  48000/s  ETA 50 s');
  });

  it('counts the bytes that were read', () => {
    expect(importShare(checking)).toBe(0.45);
  });
});

describe('how much is done', () => {
  it('is of the bytes those whose rows have ended', () => {
    expect(importShare({ ...halfway, read: 24_078 })).toBe(0.225);
    expect(importShare({ ...halfway, read: 0, bytesRead: 100 })).toBe(0);
    expect(importShare({ ...halfway, bytesRead: 10_000_000, read: 12_039 })).toBe(1);
  });
});
