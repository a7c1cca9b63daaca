import { describe, expect, it } from 'vitest';
import { readExpect, readPace } from '../../../../src/edges/cli/each/read-pace.ts';

describe('the pace of a run over many', () => {
  it('is four at once, as fast as they go, whatever fails', () => {
    expect(readPace({})).toEqual({ concurrency: 4, rate: undefined, maxFailures: undefined });
  });

  it('goes on as it was recorded where nothing else is asked for', () => {
    const recorded = { concurrency: 9, rate: 2, maxFailures: 3 };
    expect(readPace({ rate: '5/s' }, recorded)).toEqual({ concurrency: 9, rate: 5, maxFailures: 3 });
  });

  it.each([
    ['5', 5],
    ['20/s', 20],
    ['0.5', 0.5],
    ['.25/s', 0.25],
  ])('takes %s as a rate', (rate, number) => {
    expect(readPace({ rate }).rate).toBe(number);
  });

  it.each([
    [{ concurrency: '0' }, '--concurrency must be a whole number from 1 to 256.'],
    [{ concurrency: '1e3' }, '--concurrency must be a whole number from 1 to 256.'],
    [{ concurrency: '300' }, '--concurrency must be a whole number from 1 to 256.'],
    [{ maxFailures: '0' }, '--max-failures must be a whole number of 1 or more.'],
    [{ rate: '0' }, '--rate must be a number a second, such as 5, 0.5 or 20/s.'],
    [{ rate: '5/m' }, '--rate must be a number a second, such as 5, 0.5 or 20/s.'],
    [{ rate: 'Infinity' }, '--rate must be a number a second, such as 5, 0.5 or 20/s.'],
  ])('refuses %o', (options, message) => {
    expect(() => readPace(options)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('expects a count of 0 or more', () => {
    expect([readExpect({}), readExpect({ expect: '0' }), readExpect({ expect: '500' })]).toEqual([
      undefined,
      0,
      500,
    ]);
    expect(() => readExpect({ expect: '-1' })).toThrow('--expect must be a whole number of 0 or more.');
  });
});
