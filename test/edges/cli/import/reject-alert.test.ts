import { describe, expect, it } from 'vitest';
import { alertLine, alertText, createRejectAlert } from '../../../../src/edges/cli/import/reject-alert.ts';
import { halfway } from './import-state.ts';

const at = (rejected: number, maxRejectShare: number | undefined = 0.1, read = 1000) => ({
  ...halfway,
  read,
  rejected,
  maxRejectShare,
});

describe('an alert', () => {
  it('comes once when the share of rejected rows passes the limit', () => {
    const alertOf = createRejectAlert();
    expect(alertOf(at(100))).toBeUndefined();
    expect(alertOf(at(101))).toEqual({
      share: 0.101,
      maxRejectShare: 0.1,
      rejected: 101,
      read: 1000,
      reasons: { schema: 29, conflict: 4, 'bad-hash': 1 },
    });
    expect(alertOf(at(102))).toBeUndefined();
  });

  it('comes again after it was below', () => {
    const alertOf = createRejectAlert();
    expect(alertOf(at(101))).toBeDefined();
    expect(alertOf(at(90))).toBeUndefined();
    expect(alertOf(at(101))).toBeDefined();
  });

  it('does not come without a limit, nor of the first few rows', () => {
    const alertOf = createRejectAlert();
    expect(alertOf({ ...at(900), maxRejectShare: undefined })).toBeUndefined();
    expect(alertOf(at(50, 0.1, 99))).toBeUndefined();
  });

  it('does not count again what was rejected before the import was resumed', () => {
    const alertOf = createRejectAlert();
    const earlier = { read: 500, rejected: 400 };
    expect(alertOf({ ...at(410), earlier })).toBeUndefined();
    expect(alertOf({ ...at(460), earlier })).toMatchObject({ share: 0.12, rejected: 60, read: 500 });
  });

  it('is a sentence for eyes and a JSON line for programs', () => {
    const alert = createRejectAlert()(at(333, 0.25));
    if (alert === undefined) throw new Error('no alert');
    expect(alertText(alert)).toBe(
      '333 of 1000 rows are rejected (33.3 %), more than --max-reject-share 0.25: schema 29, conflict 4, bad-hash 1',
    );
    expect(alertText({ ...alert, reasons: {} })).toMatch(/0\.25$/);
    expect(JSON.parse(alertLine(alert, new Date(0)))).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      alert: 'reject-share',
      share: 0.333,
      'max-reject-share': 0.25,
      rejected: 333,
      read: 1000,
      reasons: { schema: 29, conflict: 4, 'bad-hash': 1 },
    });
  });
});
