import type { Completion, RowProblem } from '../import/import-row.ts';
import type { CredentialMembers } from './body-members.ts';

export interface CheckedFactors {
  /** What follows the creation; undefined for nothing. */
  readonly completion: Completion | undefined;
  readonly problems: readonly RowProblem[];
}

/** Authenticator apps and recovery codes, of which Kratos would take anything, and then never a code. */
export function checkFactors({ totp, lookup_secret: lookup }: CredentialMembers): CheckedFactors {
  if (totp === undefined && lookup === undefined) return nothing;
  const problems: RowProblem[] = [];
  const completion: Completion = {};
  if (totp !== undefined) {
    const url = totp.config?.totp_url ?? '';
    const fault = totpFault(url);
    if (fault === undefined) completion.totp = { config: { totp_url: url } };
    else
      problems.push({ code: 'totp', pointer: '/credentials/totp/config/totp_url', ...fault, rejects: true });
  }
  const codes = lookup?.config?.recovery_codes ?? [];
  if (codes.length > 0) {
    const empty = codes.findIndex(({ code = '' }) => code === '');
    if (empty === -1) {
      completion.lookup_secret = { config: { recovery_codes: codes.map((one) => ({ code: '', ...one })) } };
    } else {
      const pointer = `/credentials/lookup_secret/config/recovery_codes/${empty}/code`;
      const message = 'the recovery code is empty; leave it out';
      problems.push({ code: 'lookup-secret', pointer, message, rule: 'required: code', rejects: true });
    }
  }
  return { completion: Object.keys(completion).length > 0 ? completion : undefined, problems };
}

const nothing: CheckedFactors = { completion: undefined, problems: [] };

/** Kratos computes codes with SHA1, 6 digits and 30 seconds, whatever the URL says. */
function totpFault(url: string): { readonly message: string; readonly rule: string } | undefined {
  const advice = 'mend it, or leave totp out and let the person set it up again';
  if (!URL.canParse(url) || !/^otpauth:\/\/totp(?:[/?]|$)/i.test(url)) {
    return { message: `this is no URL that begins with otpauth://totp/; ${advice}`, rule: 'otpauth://totp/' };
  }
  const query = new URL(url).searchParams;
  const secret = (query.get('secret') ?? '').trim().toUpperCase().replace(/=+$/, '');
  // There are no bytes of which 1, 3 or 6 characters would be left over.
  if (!/^[A-Z2-7]{2,}$/.test(secret) || [1, 3, 6].includes(secret.length % 8)) {
    return { message: `the URL has no secret in base32; ${advice}`, rule: 'required: secret' };
  }
  const isUsual =
    (query.get('algorithm') ?? 'SHA1').toUpperCase() === 'SHA1' &&
    (query.get('digits') ?? '6') === '6' &&
    (query.get('period') ?? '30') === '30';
  if (isUsual) return undefined;
  const message = `Kratos knows authenticator apps of 6 digits every 30 s with SHA1 alone, and this one is another; ${advice}`;
  return { message, rule: 'SHA1, 6 digits, 30 s' };
}
