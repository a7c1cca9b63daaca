import { describe, expect, it } from 'vitest';
import { checkFactors } from '../../../src/transfer/check/check-factors.ts';

const totp = (totp_url: string) => checkFactors({ totp: { config: { totp_url } } });

describe('a check of second factors', () => {
  it('keeps authenticator apps and recovery codes for after the creation', () => {
    const url =
      'otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP&issuer=Example&algorithm=SHA1&digits=6&period=30';
    const codes = [{ code: 'abcd1234' }, { code: 'efgh5678', used_at: '2026-01-02T03:04:05Z' }];
    expect(
      checkFactors({
        totp: { config: { totp_url: url } },
        lookup_secret: { config: { recovery_codes: codes } },
      }),
    ).toEqual({
      completion: {
        totp: { config: { totp_url: url } },
        lookup_secret: { config: { recovery_codes: codes } },
      },
      problems: [],
    });
    expect(checkFactors({})).toEqual({ completion: undefined, problems: [] });
    expect(checkFactors({ lookup_secret: { config: { recovery_codes: [] } } })).toEqual({
      completion: undefined,
      problems: [],
    });
  });

  it('refuses an app whose codes would never be right', () => {
    expect(totp('https://example.com').problems).toMatchObject([
      { code: 'totp', pointer: '/credentials/totp/config/totp_url', rule: 'otpauth://totp/', rejects: true },
    ]);
    expect(checkFactors({ totp: {} }).problems).toMatchObject([{ rule: 'otpauth://totp/' }]);
    for (const secret of ['', '?secret=', '?secret=not-base32!', '?secret=ABC']) {
      expect(totp(`otpauth://totp/ada${secret}`).problems).toMatchObject([{ rule: 'required: secret' }]);
    }
    for (const other of ['algorithm=SHA256', 'digits=8', 'period=60']) {
      expect(totp(`otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP&${other}`).problems).toMatchObject([
        { rule: 'SHA1, 6 digits, 30 s', rejects: true },
      ]);
    }
  });

  it('takes a secret as people write it', () => {
    for (const secret of ['jbswy3dpehpk3pxp', 'JBSWY3DP', 'MFRGG===']) {
      expect(totp(`otpauth://totp/ada?secret=${secret}`).problems).toEqual([]);
    }
  });

  it('refuses an empty recovery code', () => {
    expect(
      checkFactors({ lookup_secret: { config: { recovery_codes: [{ code: 'a' }, {}] } } }).problems,
    ).toMatchObject([
      {
        code: 'lookup-secret',
        pointer: '/credentials/lookup_secret/config/recovery_codes/1/code',
        rejects: true,
      },
    ]);
  });
});
