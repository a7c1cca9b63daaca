import { expect, test } from 'vitest';
import { createClock, renderTime, toMicroseconds, zeroTime } from '../../src/sandbox/clock.ts';

const noon = new Date('2026-11-20T12:00:00.5Z');

test('two timestamps are never the same, even while the clock stands still', () => {
  const clock = createClock(() => noon);
  expect([clock.timestamp(), clock.timestamp(), clock.timestamp()]).toEqual([
    '2026-11-20T12:00:00.500000Z',
    '2026-11-20T12:00:00.500001Z',
    '2026-11-20T12:00:00.500002Z',
  ]);
});

test('a precise timestamp has nanoseconds and is stored in microseconds', () => {
  const precise = createClock(() => noon).preciseTimestamp();
  expect(precise).toMatch(/^2026-11-20T12:00:00\.500000\d{3}Z$/);
  expect(toMicroseconds(precise)).toBe('2026-11-20T12:00:00.500000Z');
});

test.each([
  ['2026-11-20T12:00:00.500000Z', '2026-11-20T12:00:00.5Z'],
  ['2026-11-20T12:00:00.000000Z', '2026-11-20T12:00:00Z'],
  ['2026-11-20T12:00:00.123456789Z', '2026-11-20T12:00:00.123456789Z'],
  ['2026-11-20T12:00:10Z', '2026-11-20T12:00:10Z'],
  [toMicroseconds(zeroTime), zeroTime],
  ['2026-11-20T12:00:00.250+01:00', '2026-11-20T12:00:00.25+01:00'],
  [toMicroseconds('2026-11-20T12:00:00.25+01:00'), '2026-11-20T12:00:00.25Z'],
])('%s is printed as %s', (stored, printed) => {
  expect(renderTime(stored)).toBe(printed);
});
