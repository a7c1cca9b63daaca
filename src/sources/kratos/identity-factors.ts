import type { TotpSecret } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { objectsOf, textOf } from '../member-of-record.ts';
import { configOf } from './credential-parts.ts';

type Credentials = Readonly<Record<string, unknown>>;

export interface IdentityFactors {
  readonly totp: TotpSecret | undefined;
  readonly lookupCodes: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The second factors and passkeys of an identity; recovery codes are those that were not used. */
export function identityFactors(credentials: Credentials): IdentityFactors {
  const codes = objectsOf(configOf(credentials['lookup_secret'])['recovery_codes']).map(
    ({ object }) => object,
  );
  const unused = codes.filter(({ used_at: usedAt }) => textOf(usedAt) === undefined);
  const keyed = keyTypes.filter((type) => objectsOf(configOf(credentials[type])['credentials']).length > 0);
  const others = Object.keys(credentials).filter((type) => !broughtOver.has(type) && !keyed.includes(type));
  return {
    totp: totpOf(configOf(credentials['totp'])['totp_url']),
    lookupCodes: unused.flatMap(({ code }) => textOf(code) ?? []),
    leftOut: [
      ...(unused.length < codes.length ? ['credentials.lookup_secret.config.recovery_codes[] (used)'] : []),
      ...[...keyed, ...others].map((type) => `credentials.${type}`),
    ],
    problems: keyed.map((type) => ({
      code: 'factor',
      field: `credentials.${type}`,
      message: ofItsOrigin,
      rejects: false,
    })),
  };
}

const keyTypes: readonly string[] = ['webauthn', 'passkey'];
/** `code` and a `webauthn` without keys are made anew of the traits. */
const broughtOver: ReadonlySet<string> = new Set(['password', 'oidc', 'saml', 'totp', 'lookup_secret']);

function totpOf(url: unknown): TotpSecret | undefined {
  const text = textOf(url);
  if (text === undefined) return undefined;
  const query = new URLSearchParams(text.slice(text.indexOf('?') + 1));
  return { field: 'credentials.totp.config.totp_url', secret: query.get('secret') ?? '', url: text };
}

const ofItsOrigin =
  'Kratos takes no keys and passkeys with an identity, and they hold only under the domain they were made for; the person registers them again';
