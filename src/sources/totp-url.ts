import type { TotpSecret } from './account.ts';
import type { IdentityProblem } from './converted-identity.ts';

/**
 * The `otpauth://` URL that Kratos keeps of an authenticator app, or why it would never accept its codes: it computes
 * them with SHA1, 6 digits and 30 seconds, whatever the URL says.
 */
export function totpUrl(totp: TotpSecret, account: string): { url: string } | { problem: IdentityProblem } {
  const secret = totp.secret.replaceAll(/[\s=-]/g, '').toUpperCase();
  if (!isBase32(secret)) return refused(totp, 'the secret of the authenticator app is no base32');
  if (totp.url !== undefined) return { url: totp.url };
  const algorithm = (totp.algorithm ?? 'SHA1')
    .replace(/^hmac-?/i, '')
    .replace('-', '')
    .toUpperCase();
  const { digits = 6, period = 30 } = totp;
  if (algorithm !== 'SHA1' || digits !== 6 || period !== 30) {
    const shown = /^(?:SHA\d{1,3}|MD5)$/.test(algorithm) ? algorithm : 'another algorithm';
    return refused(
      totp,
      `the authenticator app computes ${digits} digits every ${period} s with ${shown}, and Kratos knows 6 digits every 30 s with SHA1 alone; the person has to set it up again`,
    );
  }
  const issuer = 'Kratos';
  const query = `algorithm=SHA1&digits=6&issuer=${issuer}&period=30&secret=${secret}`;
  return { url: `otpauth://totp/${issuer}:${encodeURIComponent(account)}?${query}` };
}

/** Kratos fills up to eight characters and decodes; of no number of bytes there are 1, 3 or 6 characters left over. */
function isBase32(text: string): boolean {
  return /^[A-Z2-7]{2,}$/.test(text) && ![1, 3, 6].includes(text.length % 8);
}

function refused({ field }: TotpSecret, message: string): { problem: IdentityProblem } {
  return { problem: { code: 'totp', field, message, rejects: false } };
}
