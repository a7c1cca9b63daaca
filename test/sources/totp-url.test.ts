import { describe, expect, test } from 'vitest';
import { totpUrl } from '../../src/sources/totp-url.ts';

const field = 'mfa.secret';

describe('the URL of an authenticator app', () => {
  test('names the account and what Kratos computes with', () => {
    const made = totpUrl({ field, secret: 'JBSWY3DPEHPK3PXP' }, 'ada+test@example.com');
    expect(made).toEqual({
      url: 'otpauth://totp/Kratos:ada%2Btest%40example.com?algorithm=SHA1&digits=6&issuer=Kratos&period=30&secret=JBSWY3DPEHPK3PXP',
    });
  });

  test.each(['jbsw y3dp ehpk 3pxp', 'JBSW-Y3DP-EHPK-3PXP', 'JBSWY3DPEHPK3PXP====', '\tJBSWY3DPEHPK3PXP\n'])(
    'does not mind how a person would write the secret: %j',
    (secret) => {
      expect(totpUrl({ field, secret }, 'ada')).toEqual(
        totpUrl({ field, secret: 'JBSWY3DPEHPK3PXP' }, 'ada'),
      );
    },
  );

  test.each(['SHA1', 'sha-1', 'HmacSHA1', 'HMAC-SHA1', 'hmacsha1'])('takes %s for SHA1', (algorithm) => {
    expect(totpUrl({ field, secret: 'JBSWY3DP', algorithm, digits: 6, period: 30 }, 'ada')).toHaveProperty(
      'url',
    );
  });

  test.each(['', 'not base32!', 'JBSW1890', 'JBSWY3DPE', 'JBSWY3DPEHP', 'JBSWY3DPEHPK3P='])(
    'is not made of %j, which Kratos could not decode',
    (secret) => {
      expect(totpUrl({ field, secret }, 'ada')).toEqual({
        problem: {
          code: 'totp',
          field,
          message: 'the secret of the authenticator app is no base32',
          rejects: false,
        },
      });
    },
  );

  test.each([
    [{ algorithm: 'SHA256' }, '6 digits every 30 s with SHA256'],
    [{ digits: 8 }, '8 digits every 30 s with SHA1'],
    [{ period: 60 }, '6 digits every 60 s with SHA1'],
  ])('is not made for %j, whose codes Kratos would never accept', (settings, what) => {
    const made = totpUrl({ field, secret: 'JBSWY3DP', ...settings }, 'ada');
    expect(made).toEqual({ problem: expect.objectContaining({ code: 'totp', field, rejects: false }) });
    expect(JSON.stringify(made)).toContain(what);
    expect(JSON.stringify(made)).not.toContain('JBSWY3DP');
  });

  test('is taken as it is from another Kratos', () => {
    const url = 'otpauth://totp/idp:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=idp';
    expect(totpUrl({ field, secret: 'JBSWY3DPEHPK3PXP', url }, 'ada')).toEqual({ url });
  });

  test('repeats nothing that stands in the place of an algorithm', () => {
    const made = totpUrl({ field, secret: 'JBSWY3DP', algorithm: 'hunter2' }, 'ada');
    expect(JSON.stringify(made)).toContain('with another algorithm');
  });
});
