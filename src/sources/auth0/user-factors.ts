import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { valueAt } from '../field-path.ts';

type User = Readonly<Record<string, unknown>>;

export interface UserFactors {
  readonly totp: TotpSecret | undefined;
  readonly used: readonly string[];
  /** In words for the count. */
  readonly leftOutParts: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * The authenticator app of a user: in `mfa_factors` of a file for Auth0's import, or in rows of the MFA export,
 * `{user_id, tenant, type: "otp", otp_secret}`; its recovery codes are hashes.
 */
export function userFactors(user: User): UserFactors {
  const secrets: TotpSecret[] = [];
  const used: string[] = [];
  const leftOutParts: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const place of listOf(user['mfa_factors']).keys())
    addTotp(['mfa_factors', String(place), 'totp', 'secret']);
  for (const [place, row] of listOf(user['mfa_export']).entries()) {
    const path = `mfa_export.${place}`;
    const { type } = (row ?? {}) as User;
    used.push(`${path}.user_id`, `${path}.tenant`, `${path}.type`);
    if (type === 'otp') addTotp(['mfa_export', String(place), 'otp_secret']);
    else if (type === 'recovery-code') {
      used.push(`${path}.recovery_code`);
      leftOutParts.push('mfa_export[].recovery_code');
      problems.push(hashedCode);
    } else problems.push(otherFactor);
  }
  const [totp, ...others] = secrets;
  if (others.length > 0)
    problems.push({ ...secondApp, field: others[0]?.field.replace(/\.\d+/, '[]') ?? '' });
  return { totp, used, leftOutParts, problems };

  function addTotp(names: readonly string[]): void {
    const secret = valueAt(user, names);
    if (typeof secret !== 'string' || secret === '') return;
    const field = names.join('.');
    secrets.push({ field, secret });
    // A second one is a secret all the same, and so told as left out.
    if (secrets.length === 1) used.push(field);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const hashedCode: IdentityProblem = {
  code: 'lookup-secret',
  field: 'mfa_export[].recovery_code',
  message: 'the recovery code is a hash, and Kratos keeps such codes as they are; the person makes new ones',
  rejects: false,
};

const otherFactor: IdentityProblem = {
  code: 'totp',
  field: 'mfa_export[].type',
  message: 'the second factor is no authenticator app; the person has to set one up again',
  rejects: false,
};

const secondApp = {
  code: 'totp',
  message: 'Kratos keeps one authenticator app for each person; the first is taken',
  rejects: false,
} as const;
