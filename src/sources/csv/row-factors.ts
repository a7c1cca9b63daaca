import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { FieldError } from '../read-field.ts';
import { type PlannedOrigin, readPlanned, type RowPlan } from './row-plan.ts';

export interface RowFactors {
  readonly totp: TotpSecret | undefined;
  readonly lookupCodes: readonly string[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The authenticator app and the recovery codes of a row. */
export function rowFactors(record: Readonly<Record<string, unknown>>, plan: RowPlan): RowFactors {
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  const totp = found(plan.totp, 'totp');
  const codes = found(plan.lookupCodes, 'lookup-secret');
  return {
    totp: totp === undefined ? undefined : totpSecret(totp.path, String(totp.value)),
    lookupCodes: codes === undefined ? [] : codesOf(codes.path, codes.value),
    used,
    problems,
  };

  function found(
    planned: PlannedOrigin | undefined,
    code: IdentityProblem['code'],
  ): ReturnType<typeof readPlanned> {
    if (planned === undefined) return undefined;
    try {
      const one = readPlanned(record, planned);
      if (one !== undefined) used.push(one.path);
      return one;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push({ code, field: planned.origin.from, message: error.message, rejects: false });
      return undefined;
    }
  }

  function codesOf(field: string, value: unknown): string[] {
    const list = Array.isArray(value) ? value.map(String) : String(value).split(/[\s,;|]+/);
    const present = list.filter((code) => code !== '');
    // A code that is a hash would be shown to nobody, and match nothing.
    const plain = present.filter((code) => !/^[${]|^[0-9a-f]{32,}$/i.test(code));
    if (plain.length < present.length) {
      const message =
        'the recovery codes are kept as hashes, and Kratos keeps them as they are; the person makes new ones';
      problems.push({ code: 'lookup-secret', field, message, rejects: false });
    }
    return plain;
  }
}

/** Base32, or the `otpauth://` URL that a QR code holds. */
function totpSecret(field: string, text: string): TotpSecret {
  if (!text.startsWith('otpauth://')) return { field, secret: text };
  const query = new URLSearchParams(text.slice(text.indexOf('?') + 1));
  return {
    field,
    secret: query.get('secret') ?? '',
    algorithm: query.get('algorithm') ?? undefined,
    digits: numberOf(query.get('digits')),
    period: numberOf(query.get('period')),
  };
}

function numberOf(text: string | null): number | undefined {
  return text === null ? undefined : Number(text);
}
