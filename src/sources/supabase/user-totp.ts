import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';

type Row = Readonly<Record<string, unknown>>;

export interface UserTotp {
  readonly totp: TotpSecret | undefined;
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * The authenticator app of a user, of the rows of auth.mfa_factors: one that is not verified was never finished, and
 * counts as none. The API lists `factors`, without secrets.
 */
export function userTotp(user: Row): UserTotp {
  const problems: IdentityProblem[] = [];
  const verified = ['mfa_factors', 'factors'].flatMap((list) =>
    factorsOf(user, list).filter(({ row }) => row['status'] === 'verified'),
  );
  const apps = verified.filter(({ row }) => row['factor_type'] === 'totp');
  if (apps.length < verified.length) problems.push(otherFactor);
  const [app] = apps;
  if (app === undefined) return { totp: undefined, used: [], problems };
  if (apps.length > 1) problems.push(secondApp);
  const secret = app.row['secret'];
  if (typeof secret !== 'string' || secret === '')
    return { totp: undefined, used: [], problems: [...problems, noSecret] };
  if (secret.startsWith('{')) return { totp: undefined, used: [], problems: [...problems, encrypted] };
  const field = `${app.path}.secret`;
  return { totp: { field, secret }, used: [field], problems };
}

function factorsOf(user: Row, list: string): { path: string; row: Row }[] {
  const rows = Array.isArray(user[list]) ? (user[list] as readonly unknown[]) : [];
  return rows.flatMap((row, place) =>
    typeof row === 'object' && row !== null ? [{ path: `${list}.${place}`, row: row as Row }] : [],
  );
}

function problem(message: string): IdentityProblem {
  return { code: 'totp', field: 'mfa_factors[]', message, rejects: false };
}

const otherFactor = problem(
  'a second factor is no authenticator app (a telephone, a security key); the person has to set one up again',
);
const secondApp = problem(
  'Kratos keeps one authenticator app for each person; the first that is verified is taken',
);
const noSecret = problem(
  'the secret of the authenticator app is not in the export; take it from the table auth.mfa_factors',
);
const encrypted = problem(
  'the secret of the authenticator app is encrypted with a key of that Supabase (GOTRUE_SECURITY_DB_ENCRYPTION); export it decrypted',
);
