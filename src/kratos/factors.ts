import type { Identity } from '@ory/client';
import type { CredentialKind } from './admin.ts';

/**
 * What an identity can really sign in with. The keys of `credentials` lie: a mere e-mail trait makes rows for
 * password, webauthn and code, so only the configuration counts (measured on Kratos v26.2.0).
 */
export type Factors = {
  readonly password: 'password' | 'password (hook)' | undefined;
  /** Whether there is an identifier to give beside the password; without one it opens nothing. */
  readonly passwordHasIdentifier: boolean;
  readonly totp: boolean;
  /** Unused recovery codes; undefined where none were ever made. */
  readonly lookupSecrets: number | undefined;
  /** Second-factor security keys. */
  readonly webauthn: number;
  /** Passwordless security keys. */
  readonly passwordless: number;
  readonly passkeys: number;
  /** `provider:subject` of each link. */
  readonly oidc: readonly string[];
  readonly saml: readonly string[];
  readonly code: boolean;
};

/** The credentials whose configuration readFactors wants. OIDC and SAML are not: theirs hold provider tokens. */
export const factorCredentials = [
  'password',
  'totp',
  'lookup_secret',
  'webauthn',
  'passkey',
] as const satisfies readonly CredentialKind[];

/** Reads the factors of an identity fetched with include_credential of `factorCredentials`. */
export function readFactors(identity: Identity): Factors {
  const password = configOf(identity, 'password');
  const keys = listIn(configOf(identity, 'webauthn'), 'credentials');
  const codes = listIn(configOf(identity, 'lookup_secret'), 'recovery_codes');
  return {
    password: passwordKind(password),
    passwordHasIdentifier: (identity.credentials?.['password']?.identifiers ?? []).length > 0,
    totp: isText(configOf(identity, 'totp')['totp_url']),
    lookupSecrets: codes.length === 0 ? undefined : codes.filter((code) => unused(code['used_at'])).length,
    webauthn: keys.filter((key) => key['is_passwordless'] !== true).length,
    passwordless: keys.filter((key) => key['is_passwordless'] === true).length,
    passkeys: listIn(configOf(identity, 'passkey'), 'credentials').length,
    oidc: identity.credentials?.['oidc']?.identifiers ?? [],
    saml: identity.credentials?.['saml']?.identifiers ?? [],
    code: identity.credentials?.['code'] !== undefined,
  };
}

/** Whether anything is left to sign in with. A code is not counted: it may be disabled or unreachable. */
export function hasFirstFactor(factors: Factors): boolean {
  return (
    (factors.password !== undefined && factors.passwordHasIdentifier) ||
    factors.passkeys > 0 ||
    factors.passwordless > 0 ||
    factors.oidc.length > 0 ||
    factors.saml.length > 0
  );
}

/** Factors in words, in a fixed order: `password`, `totp`, `lookup_secret (7 unused)`, `webauthn (2 keys)` … */
export function nameFactors(factors: Factors): string[] {
  return [
    ...(factors.password === undefined ? [] : [factors.password]),
    ...(factors.totp ? ['totp'] : []),
    ...(factors.lookupSecrets === undefined ? [] : [`lookup_secret (${factors.lookupSecrets} unused)`]),
    ...counted('webauthn', factors.webauthn, 'key'),
    ...counted('webauthn passwordless', factors.passwordless, 'key'),
    ...counted('passkey', factors.passkeys, 'key'),
    ...counted('oidc', factors.oidc.length, 'link'),
    ...counted('saml', factors.saml.length, 'link'),
    ...(factors.code ? ['code (available)'] : []),
  ];
}

function passwordKind(config: Config): Factors['password'] {
  if (isText(config['hashed_password'])) return 'password';
  return config['use_password_migration_hook'] === true ? 'password (hook)' : undefined;
}

type Config = Readonly<Record<string, unknown>>;

function configOf(identity: Identity, kind: string): Config {
  return (identity.credentials?.[kind]?.config ?? {}) as Config;
}

function listIn(config: Config, key: string): Config[] {
  const list = config[key];
  return Array.isArray(list) ? (list as Config[]) : [];
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Kratos writes null, or Go's zero time, for a code never used. */
const unused = (usedAt: unknown): boolean =>
  typeof usedAt !== 'string' || usedAt === '' || usedAt.startsWith('0001-01-01');

function counted(name: string, count: number, unit: string): string[] {
  return count === 0 ? [] : [`${name} (${count} ${unit}${count === 1 ? '' : 's'})`];
}
