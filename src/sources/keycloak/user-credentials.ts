import { convertKeycloak } from '../../passwords/convert/convert-keycloak.ts';
import type { AccountPassword, TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';
import { isEmpty } from '../read-field.ts';
import { otpSecret } from './otp-secret.ts';

type Credential = Readonly<Record<string, unknown>>;

export interface UserCredentials {
  readonly password: AccountPassword | undefined;
  readonly totp: TotpSecret | undefined;
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * What becomes of the credentials of a user. Of several passwords the newest counts, as in Keycloak; of several
 * authenticator apps the first that Kratos can take over, for the person prefers it.
 */
export function userCredentials(list: unknown): UserCredentials {
  const credentials = objectsOf(list).map(({ object }) => object);
  const leftOut: string[] = [];
  const problems: IdentityProblem[] = [];
  const password = newest(credentials.filter(({ type }) => type === 'password'));
  let totp: TotpSecret | undefined;
  for (const credential of credentials) {
    const type = textOf(credential['type']) ?? 'other';
    const secret = otpTypes.has(type) ? otpSecret(credential) : undefined;
    const isApp = secret !== undefined && 'secret' in secret && totp === undefined;
    if (isApp) totp = secret;
    if (isApp || credential === password) {
      if (hasNotes(credential)) leftOut.push(`credentials[] (${partName(type)}: id, label, times)`);
      continue;
    }
    leftOut.push(`credentials[] (${partName(type)})`);
    const problem = secret !== undefined && 'problem' in secret ? secret.problem : problemOf(type);
    if (problem !== undefined) problems.push(problem);
  }
  return { password: password && accountPassword(password), totp, leftOut, problems };
}

/** What Keycloak notes down beside a credential that is brought over. */
function hasNotes(credential: Credential): boolean {
  return ['id', 'userLabel', 'device', 'createdDate'].some((name) => !isEmpty(credential[name]));
}

const otpTypes: ReadonlySet<string> = new Set(['otp', 'totp', 'hotp']);

/** Old versions kept no times; then it is the last. */
function newest(passwords: readonly Credential[]): Credential | undefined {
  return passwords.toSorted((a, b) => createdOf(a) - createdOf(b)).at(-1);
}

function createdOf({ createdDate }: Credential): number {
  return typeof createdDate === 'number' ? createdDate : 0;
}

function accountPassword(credential: Credential): AccountPassword {
  return { field: 'credentials[] (password)', conversion: convertKeycloak(credential) };
}

/** The types of extensions are names of their own. */
function partName(type: string): string {
  return /^[\w-]{1,40}$/.test(type) ? type : 'other';
}

function problemOf(type: string): IdentityProblem | undefined {
  // Former passwords are of no use to anybody who does not check for them.
  if (type === 'password-history' || type === 'password') return undefined;
  const field = `credentials[] (${partName(type)})`;
  if (type === 'recovery-authn-codes') {
    const message =
      'the recovery codes are kept as hashes, and Kratos keeps them as they are; the person makes new ones';
    return { code: 'lookup-secret', field, message, rejects: false };
  }
  if (otpTypes.has(type)) {
    const message =
      'Kratos keeps one authenticator app for a person; the first was brought over, this one was not';
    return { code: 'totp', field, message, rejects: false };
  }
  const message = type.startsWith('webauthn')
    ? 'the key or passkey belongs to the domain and the server where it was registered; the person registers it again'
    : 'Kratos has no credential of this type; what it protected is protected by the others alone';
  return { code: 'factor', field, message, rejects: false };
}
