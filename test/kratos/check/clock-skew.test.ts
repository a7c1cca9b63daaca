import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { checkClock, clockSkewMs } from '../../../src/kratos/check/clock-skew.ts';
import type { Probe } from '../../../src/kratos/check/probe.ts';
import { useServers } from '../servers.ts';
import { inFrontOf, look } from './looking.ts';

const servers = useServers();
const noon = Date.parse('2026-11-20T12:00:00Z');

/** An answer with the Date of noon, sent and received so many milliseconds after it by this machine's clock. */
const dated = (sent: number, received: number, date?: string): Probe => ({
  path: '/',
  answer: { status: 200, headers: { date: date ?? new Date(noon).toUTCString() }, text: '' },
  body: undefined,
  error: undefined,
  sent: noon + sent,
  received: noon + received,
});

describe('the difference of the clocks', () => {
  it.each<[string, Probe[], number | undefined]>([
    ['nothing within the second of a Date', [dated(0, 10)], 0],
    ['nothing within the round trip', [dated(-4000, 3000)], 0],
    ['what is certain where the other is ahead', [dated(-5000, -3000)], 3000],
    ['what is certain where the other is behind', [dated(5000, 7000)], -4001],
    ['what the closest of several bounds say', [dated(-9000, -1000), dated(-5000, -3000)], 3000],
    ['unknown without a Date', [dated(0, 0, 'soon')], undefined],
    ['unknown without an answer', [{ ...dated(0, 0), answer: undefined }], undefined],
  ])('is %s', (_what, probes, skew) => {
    expect(clockSkewMs(probes)).toBe(skew);
  });
});

describe('a clock', () => {
  it.each([
    [0, 'ok', /^Kratos's clock and this machine's agree\.$/],
    [400, 'ok', /^Kratos's clock is less than a second ahead of this machine's\.$/],
    [-30_000, 'ok', /^Kratos's clock is 30 s behind this machine's\.$/],
    [
      31_000,
      'warning',
      /^Kratos's clock is 31 s ahead of this machine's: codes and sessions seem to end later /,
    ],
    [-600_000, 'warning', /^Kratos's clock is 10 minutes behind this machine's: .+ seem to end earlier /],
    [undefined, 'unknown', /^Unknown, because no answer has a Date\.$/],
  ])('%s ms off is %s', (skew, status, message) => {
    const finding = checkClock(skew);
    expect(finding.status).toBe(status);
    expect(finding.message).toMatch(message);
  });

  it('an hour off is seen in the answers, with what to do', async () => {
    const kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
    try {
      const date = new Date(Date.now() + 3_600_000).toUTCString();
      const front = await servers.http(inFrontOf(kratos.adminUrl, () => undefined, { date }));
      const { found, clockSkewMs: skew } = await look({ adminUrl: front });
      expect(skew).toBeGreaterThan(3_500_000);
      expect(found['clock']).toMatchObject({
        status: 'warning',
        message: expect.stringContaining("60 minutes ahead of this machine's"),
        next: expect.stringContaining('NTP'),
      });
    } finally {
      await kratos.close();
    }
  });
});
