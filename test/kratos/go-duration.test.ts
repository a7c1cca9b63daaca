import { expect, test } from 'vitest';
import { parseGoDuration } from '../../src/kratos/go-duration.ts';

test.each([
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['1.s', 1000],
  ['90s', 90_000],
  ['100ms', 100],
  ['1us', 1e-3],
  ['1µs', 1e-3],
  ['1μs', 1e-3],
  ['1ns', 1e-6],
  ['+1m', 60_000],
  ['-5m', -300_000],
  ['0', 0],
  ['0s', 0],
  ['1m1h', 3_660_000],
  ['2562047h47m16.854s', 9_223_372_036_854],
])('%s is %d ms', (text, ms) => {
  expect(parseGoDuration(text)).toBeCloseTo(ms, 6);
});

test.each([
  '',
  ' ',
  '5',
  '1d',
  '1w',
  'h',
  '1',
  '.',
  '.s',
  '1h 30m',
  '1h,',
  '1e3s',
  '--1s',
  '１h',
  '2562048h',
  '9999999h',
])('"%s" is none, as for Go', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});
