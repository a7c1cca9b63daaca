import type { Identity } from '@ory/client';
import { describe, expect, test } from 'vitest';
import { hasFirstFactor, nameFactors, readFactors } from '../../src/kratos/factors.ts';

type Credentials = Record<string, { readonly identifiers?: string[]; readonly config?: object }>;

const factorsOf = (credentials: Credentials) => readFactors({ id: '1', credentials } as unknown as Identity);

const key = (passwordless: boolean): object => ({ id: 'x', is_passwordless: passwordless });

test('the rows that a mere address makes are no factors', () => {
  const factors = factorsOf({
    password: { identifiers: ['ada@example.com'], config: {} },
    webauthn: { identifiers: ['ada@example.com'], config: { user_handle: 'aGFuZGxl' } },
  });
  expect([nameFactors(factors), hasFirstFactor(factors)]).toEqual([[], false]);
});

test('an identity without credentials has none', () => {
  const factors = readFactors({ id: '1' } as unknown as Identity);
  expect([nameFactors(factors), hasFirstFactor(factors)]).toEqual([[], false]);
});

describe('counts as a way to sign in', () => {
  test.each([
    ['a password', { password: { identifiers: ['ada'], config: { hashed_password: '$2a$…' } } }, 'password'],
    [
      'a password by hook',
      {
        password: {
          identifiers: ['ada'],
          config: { hashed_password: '', use_password_migration_hook: true },
        },
      },
      'password (hook)',
    ],
    ['a passkey', { passkey: { config: { credentials: [key(true)] } } }, 'passkey (1 key)'],
    [
      'a passwordless key',
      { webauthn: { config: { credentials: [key(true), key(true)] } } },
      'webauthn passwordless (2 keys)',
    ],
    ['an OIDC link', { oidc: { identifiers: ['google:1'] } }, 'oidc (1 link)'],
    ['a SAML link', { saml: { identifiers: ['okta:1', 'okta:2'] } }, 'saml (2 links)'],
  ] as [string, Credentials, string][])('%s', (_, credentials, name) => {
    const factors = factorsOf(credentials);
    expect([nameFactors(factors), hasFirstFactor(factors)]).toEqual([[name], true]);
  });
});

describe('counts as none', () => {
  test.each([
    ['an empty hash', { password: { identifiers: ['ada'], config: { hashed_password: '' } } }, []],
    [
      'a password without identifier',
      { password: { identifiers: [], config: { hashed_password: '$2a$…' } } },
      ['password'],
    ],
    ['TOTP', { totp: { config: { totp_url: 'otpauth://x' } } }, ['totp']],
    ['an empty TOTP', { totp: { config: { totp_url: '' } } }, []],
    ['a second-factor key', { webauthn: { config: { credentials: [key(false)] } } }, ['webauthn (1 key)']],
    [
      'a key that does not say',
      { webauthn: { config: { credentials: [{ id: 'x' }] } } },
      ['webauthn (1 key)'],
    ],
    ['a code', { code: { config: {} } }, ['code (available)']],
    ['passkeys that were removed', { passkey: { config: { credentials: null } } }, []],
    ['links that were removed', { oidc: { identifiers: [] } }, []],
  ] as [string, Credentials, string[]][])('%s', (_, credentials, names) => {
    const factors = factorsOf(credentials);
    expect([nameFactors(factors), hasFirstFactor(factors)]).toEqual([names, false]);
  });
});

test.each([
  [[null, undefined, '', '0001-01-01T00:00:00Z'], 'lookup_secret (4 unused)'],
  [['2024-01-02T03:04:05Z', null], 'lookup_secret (1 unused)'],
  [['2024-01-02T03:04:05Z'], 'lookup_secret (0 unused)'],
])('lookup codes used at %j are named %s', (used, name) => {
  const codes = used.map((used_at) => ({ code: 'x', used_at }));
  expect(nameFactors(factorsOf({ lookup_secret: { config: { recovery_codes: codes } } }))).toEqual([name]);
});
