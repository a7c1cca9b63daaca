import { describe, expect, it } from 'vitest';
import { sinceTime } from '../../../../src/edges/cli/history/since.ts';

const now = new Date('2026-02-14T12:30:00.000Z');

describe('--since', () => {
  it.each([
    ['90m', '2026-02-14T11:00:00.000Z'],
    ['1h30m', '2026-02-14T11:00:00.000Z'],
    ['36h', '2026-02-13T00:30:00.000Z'],
    ['0', '2026-02-14T12:30:00.000Z'],
    ['7d', '2026-02-07T12:30:00.000Z'],
    ['2w', '2026-01-31T12:30:00.000Z'],
    ['2026-02-10', '2026-02-10T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-02-10T08:15', '2026-02-10T08:15:00.000Z'],
    ['2026-02-10 08:15:30', '2026-02-10T08:15:30.000Z'],
    ['2026-02-10T08:15:30.123Z', '2026-02-10T08:15:30.000Z'],
    ['2026-02-10T08:15+02:00', '2026-02-10T06:15:00.000Z'],
    ['2026-02-10T08:15-05:30', '2026-02-10T13:45:00.000Z'],
    ['08:15', '2026-02-14T08:15:00.000Z'],
    ['08:15:30', '2026-02-14T08:15:30.000Z'],
  ])('%s is %s', (text, time) => {
    expect(sinceTime(text, now, true)).toBe(time);
  });

  it('takes what has no offset for local time', () => {
    expect(sinceTime('2026-02-10T08:15', now, false)).toBe(new Date(2026, 1, 10, 8, 15).toISOString());
    const today = [now.getFullYear(), now.getMonth(), now.getDate()] as const;
    expect(sinceTime('08:15', now, false)).toBe(new Date(...today, 8, 15).toISOString());
    expect(sinceTime('2026-02-10T08:15Z', now, false)).toBe('2026-02-10T08:15:00.000Z');
  });

  it.each([
    '',
    'yesterday',
    '5',
    '-5m',
    '1.5d',
    '2026-02-31',
    '2025-02-29',
    '2026-13-01',
    '2026-2-1',
    '2026-02-10T24:00',
    '25:00',
    '08:60',
    '20260210',
    '999999w\n',
  ])('refuses %j in one sentence', (text) => {
    expect(() => sinceTime(text, now, true)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: '--since is neither a duration, nor a date, nor a time.',
      }),
    );
  });
});
