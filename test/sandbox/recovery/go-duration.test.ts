import { expect, test } from 'vitest';
import { formatGoDuration, parseGoDuration } from '../../../src/sandbox/recovery/go-duration.ts';

const minute = 60e9;

test.each([
  ['90s', 1.5 * minute],
  ['1h30m', 90 * minute],
  ['1.5h', 90 * minute],
  ['.5m', 0.5 * minute],
  ['100h', 6000 * minute],
  ['250ms', 250e6],
  ['3µs', 3e3],
  ['7ns', 7],
  ['+5m', 5 * minute],
  ['-5m', -5 * minute],
  ['0', 0],
  ['0s', 0],
  ['-0s', 0],
])('%s is a Go duration', (text, nanoseconds) => {
  expect(parseGoDuration(text)).toBe(nanoseconds);
});

test.each(['', '5', '1d', '1y', 'abc', '1h 30m', ' 1h', 'h', '.', '.h', '1.2.3h', '--1h', '1H', '99999999h'])(
  '"%s" is no Go duration',
  (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  },
);

test.each([
  [0, '0s'],
  [-5 * minute, '-5m0s'],
  [90 * minute, '1h30m0s'],
  [-90 * minute, '-1h30m0s'],
  [1.5e9, '1.5s'],
  [61.25e9, '1m1.25s'],
  [-20e6, '-20ms'],
  [1500, '1.5µs'],
  [3, '3ns'],
])('%d nanoseconds are printed as Go prints them', (nanoseconds, text) => {
  expect(formatGoDuration(nanoseconds)).toBe(text);
});
