import { expect, it } from 'vitest';
import { duration } from '../../../../src/edges/cli/import/duration.ts';

it.each([
  [0, '0 s'],
  [0.04, '0 s'],
  [0.44, '0.4 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1m00s'],
  [185, '3m05s'],
  [3599.4, '59m59s'],
  [3599.6, '1h00m'],
  [7620, '2h07m'],
  [90_000, '25h00m'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
