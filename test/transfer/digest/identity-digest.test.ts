import type { Identity } from '@ory/client';
import { describe, expect, test } from 'vitest';
import { IdpError } from '../../../src/errors/idp-error.ts';
import { differingFields, identityDigest, isRehashed } from '../../../src/transfer/digest/identity-digest.ts';
import type { Completion, ReadyRow } from '../../../src/transfer/import/import-row.ts';

type Create = ReadyRow['create'];

const bcrypt = '$2a$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
const scrypt = '$scrypt$ln=16384,r=8,p=1$c2FsdA==$aGFzaA==';
const argon2id = '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g';

const sent: Create = {
  schema_id: 'default',
  state: 'active',
  traits: { email: 'Ada@Example.com', name: { first: 'Ada', last: 'Lovelace' }, height: 1.7 },
  external_id: 'u-1',
  metadata_public: { plan: 'free' },
  credentials: {
    password: { config: { hashed_password: bcrypt } },
    oidc: {
      config: {
        providers: [
          { provider: 'google', subject: '7' },
          { provider: 'github', subject: '9' },
        ],
      },
    },
  },
  verifiable_addresses: [{ value: 'Ada@Example.com', via: 'email', verified: true, status: 'completed' }],
};

const completion: Completion = {
  totp: { config: { totp_url: 'otpauth://totp/ada?secret=JBSWY3DP' } },
  lookup_secret: { config: { recovery_codes: [{ code: 'b' }, { code: 'a' }] } },
};

/** As Kratos gives it back, its members in another order. */
const held = {
  id: '00000000-0000-4000-8000-000000000001',
  schema_id: 'default',
  schema_url: 'http://127.0.0.1/schemas/ZGVmYXVsdA',
  state: 'active',
  traits: { name: { last: 'Lovelace', first: 'Ada' }, email: 'Ada@Example.com', height: 1.7 },
  external_id: 'u-1',
  metadata_public: { plan: 'free' },
  metadata_admin: null,
  credentials: {
    password: { type: 'password', identifiers: ['ada@example.com'], config: { hashed_password: bcrypt } },
    oidc: { type: 'oidc', identifiers: ['github:9', 'google:7'] },
    totp: { type: 'totp', config: { totp_url: 'otpauth://totp/ada?secret=JBSWY3DP' } },
    lookup_secret: {
      type: 'lookup_secret',
      config: { recovery_codes: [{ code: 'a', used_at: '2026-01-02T03:04:05Z' }, { code: 'b' }] },
    },
  },
  verifiable_addresses: [
    { value: 'ada@example.com', via: 'email', verified: true, status: 'completed' },
    { value: '+4917612345', via: 'sms', verified: false, status: 'pending' },
  ],
} as unknown as Identity;

const withPassword = (config: Record<string, unknown>): Identity => ({
  ...held,
  credentials: { ...held.credentials, password: { type: 'password', config } },
});

const sentPassword = (config: Record<string, unknown>): Uint8Array =>
  identityDigest(
    { ...sent, credentials: { ...sent.credentials, password: { config } } } as Create,
    completion,
  );

describe('the digest of a row', () => {
  test('finds what Kratos gives back equal, in whatever order and case of addresses', () => {
    expect(differingFields(identityDigest(sent, completion), held)).toEqual([]);
  });

  test.each<[string, Partial<Identity>]>([
    ['schema_id', { schema_id: 'other' }],
    ['state', { state: 'inactive' }],
    ['traits', { traits: { ...held.traits, height: 1.71 } }],
    ['external_id', { external_id: 'u-2' }],
    ['metadata_public', { metadata_public: { plan: 'paid' } }],
    ['metadata_admin', { metadata_admin: { note: 'new' } }],
    ['verifiable_addresses', { verifiable_addresses: [] }],
    ['oidc', { credentials: { ...held.credentials, oidc: { identifiers: ['google:7'] } } }],
    ['saml', { credentials: { ...held.credentials, saml: { identifiers: ['okta:1'] } } }],
    ['totp', { credentials: { ...held.credentials, totp: { config: { totp_url: 'otpauth://x' } } } }],
    [
      'lookup_secret',
      {
        credentials: { ...held.credentials, lookup_secret: { config: { recovery_codes: [{ code: 'a' }] } } },
      },
    ],
    ['password', { credentials: { ...held.credentials, password: { config: {} } } }],
  ])('names %s when it differs, and nothing else', (name, change) => {
    expect(differingFields(identityDigest(sent, completion), { ...held, ...change })).toEqual([name]);
  });

  test('takes an address that was said to be verified and no longer is for different', () => {
    const [first, ...rest] = held.verifiable_addresses ?? [];
    const changed = { ...held, verifiable_addresses: [{ ...first, verified: false }, ...rest] } as Identity;
    expect(differingFields(identityDigest(sent, completion), changed)).toEqual(['verifiable_addresses']);
  });

  test('compares what was not sent as what Kratos makes of it, but for the schema', () => {
    const bare = { id: held.id, schema_id: 'whichever', traits: {}, state: 'active' } as unknown as Identity;
    const digest = identityDigest({ traits: {} } as Create, undefined);
    expect(differingFields(digest, { ...bare, metadata_public: null, metadata_admin: null })).toEqual([]);
    expect(differingFields(digest, { ...bare, external_id: 'u-1', state: 'inactive' })).toEqual([
      'state',
      'external_id',
    ]);
  });

  test('tells an empty object of metadata from none', () => {
    const digest = identityDigest({ ...sent, metadata_public: {} }, completion);
    expect(differingFields(digest, { ...held, metadata_public: {} })).toEqual([]);
    expect(differingFields(digest, { ...held, metadata_public: null })).toEqual(['metadata_public']);
  });

  test('takes numbers that are written differently for equal', () => {
    const written = JSON.parse('{"traits":{"n":[1.0,1e2,-0]}}') as Pick<Create, 'traits'>;
    const digest = identityDigest({ ...sent, ...written }, completion);
    expect(differingFields(digest, { ...held, traits: { n: [1, 100, 0] } })).toEqual([]);
  });

  test('only asks of a password in the clear that there is one', () => {
    const digest = sentPassword({ password: 'correct horse' });
    expect(differingFields(digest, held)).toEqual([]);
    expect(differingFields(digest, withPassword({}))).toEqual(['password']);
  });

  test.each([
    ['another format', { hashed_password: scrypt }, { hashed_password: bcrypt }, true],
    [
      'another format, where Kratos makes argon2id',
      { hashed_password: bcrypt },
      { hashed_password: argon2id },
      true,
    ],
    ['the migration hook', { use_password_migration_hook: true }, { hashed_password: bcrypt }, true],
    ['one bcrypt hash by another', { hashed_password: bcrypt }, { hashed_password: `${bcrypt}5` }, false],
    ['a hash by none', { hashed_password: scrypt }, {}, false],
  ])('tells whether a login may have replaced a password: %s', (_what, before, after, byLogin) => {
    const digest = sentPassword(before);
    expect(differingFields(digest, withPassword(before))).toEqual([]);
    expect(isRehashed(digest, withPassword(before))).toBe(false);
    expect(differingFields(digest, withPassword(after))).toEqual(['password']);
    expect(isRehashed(digest, withPassword(after))).toBe(byLogin);
  });

  test('keeps nothing of the person, and little at all', () => {
    const digest = identityDigest(sent, completion);
    expect(digest.length).toBeLessThan(80);
    expect(Buffer.from(digest).toString('latin1')).not.toMatch(/ada|lovelace|\$2a/i);
  });

  test('is refused where a later version wrote it', () => {
    const digest = identityDigest(sent, undefined);
    digest[0] = 99;
    expect(() => differingFields(digest, held)).toThrow(IdpError);
  });
});
