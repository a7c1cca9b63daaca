import { expect, test } from 'vitest';
import { parseGoTime } from '../../src/sandbox/go-time.ts';

test.each([
  ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z'],
  ['2026-11-20T12:00:00.1234567891Z', '2026-11-20T12:00:00.123456789Z'],
  ['2026-11-20T12:00:00+02:00', '2026-11-20T12:00:00+02:00'],
  ['2026-11-20T12:00:00-00:00', '2026-11-20T12:00:00Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
])('%s is read as %s', (text, time) => {
  expect(parseGoTime(text)).toBe(time);
});

const layout = 'as "2006-01-02T15:04:05Z07:00"';

test.each([
  ['nonsense', `${layout}: cannot parse "nonsense" as "2006"`],
  ['2026-11-20', `${layout}: cannot parse "" as "T"`],
  ['2026-11-20t12:00:00Z', `${layout}: cannot parse "t12:00:00Z" as "T"`],
  ['2026-11-20T12:00:00', `${layout}: cannot parse "" as "Z07:00"`],
  ['2026-13-20T12:00:00Z', 'month out of range'],
  ['2026-02-29T12:00:00Z', 'day out of range'],
  ['0000-02-30T12:00:00Z', 'day out of range'],
  ['2026-11-20T24:00:00Z', 'hour out of range'],
  ['2026-11-20T12:00:60Z', 'second out of range'],
  ['2026-11-20T12:00:00Z!', 'extra text: "!"'],
  ['2026-11-20T1:00:00Z', `${layout}: cannot parse "1" as "15"`],
  ['2026-11-20T12:00:00,5Z', `${layout}: cannot parse "," as "."`],
  ['2026-11-20T12:00:00+24:00', 'timezone hour out of range'],
  ['2026-11-20T12:00:00+01:60', 'timezone minute out of range'],
])('%s is refused in the words of Go', (text, problem) => {
  expect(() => parseGoTime(text)).toThrow(`parsing time "${text}"`);
  expect(() => parseGoTime(text)).toThrow(problem);
});
