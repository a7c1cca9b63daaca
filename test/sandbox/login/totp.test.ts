import { expect, test } from 'vitest';
import { isTotpCode } from '../../../src/sandbox/login/totp.ts';

// The secret and the last six digits of the SHA-1 codes in RFC 6238, appendix B.
const url = 'otpauth://totp/idp:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=idp';
const at = (seconds: number): Date => new Date(seconds * 1000);

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('accepts the code of RFC 6238 at %s seconds', (seconds, code) => {
  expect(isTotpCode(code, url, at(seconds))).toBe(true);
});

test('accepts the code of the period before and of the period after, and no other', () => {
  const accepted = [-60, -30, 0, 30, 60].map((late) => isTotpCode('081804', url, at(1_111_111_109 + late)));
  expect(accepted).toEqual([false, true, true, true, false]);
});

test('looks past spaces around the code, and takes no secret that is not base32', () => {
  expect(isTotpCode(' 287082 ', url, at(59))).toBe(true);
  expect(isTotpCode('287082', url.replace('GEZD', 'G1Z0'), at(59))).toBe(false);
  expect(isTotpCode('287082', 'no address', at(59))).toBe(false);
});
