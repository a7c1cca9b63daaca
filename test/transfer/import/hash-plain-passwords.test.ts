import { describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src/passwords/verify-password.ts';
import { createHashing, type HashedRow } from '../../../src/transfer/import/hash-plain-passwords.ts';
import type { ReadyRow } from '../../../src/transfer/import/import-row.ts';

const never = new AbortController().signal;

describe.each([
  ['bcrypt', /^\$2b\$12\$/],
  ['argon2id', /^\$argon2id\$v=19\$m=65536,t=3,p=4\$/],
] as const)('with %s', (kind, form) => {
  it('gives hashes that match, in the order of the rows', async () => {
    const passwords = ['correct horse', 'battery staple', 'pässword'];
    const rows = await createHashing(kind, never)(passwords.map((password) => rowWith({ password })));
    const hashes = rows.map(hashOf);
    expect(hashes.filter((hash) => !form.test(hash))).toEqual([]);
    const verdicts = await Promise.all(
      passwords.map((password, at) => verifyPassword(password, hashes[at] ?? '')),
    );
    expect(verdicts).toEqual([{ match: true }, { match: true }, { match: true }]);
  });
});

it('leaves everything else of a row as it is', async () => {
  const row = rowWith({ password: 'correct horse' });
  const [hashed] = await createHashing('bcrypt', never)([row]);
  const hash = hashOf(hashed);
  expect(hashed).toEqual({
    ready: {
      ...row,
      hasPlainPassword: false,
      create: {
        ...row.create,
        credentials: { ...row.create.credentials, password: { config: { hashed_password: hash } } },
      },
    },
  });
});

it.each([
  ['a hash', { hashed_password: '$2b$12$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i' }],
  ['the migration hook', { use_password_migration_hook: true as const }],
])('gives a row with %s as it came', async (_, config) => {
  const row = rowWith(config);
  expect(await createHashing('bcrypt', never)([row])).toEqual([{ ready: row }]);
});

it('rejects a password of more than 72 bytes with bcrypt, which would ignore the rest, and no other row', async () => {
  const [long, other] = await createHashing(
    'bcrypt',
    never,
  )([rowWith({ password: 'ä'.repeat(37) }), rowWith({ password: 'correct horse' })]);
  expect(long).toMatchObject({ problem: { code: 'password', rejects: true, rule: 'at most 72 bytes' } });
  expect(JSON.stringify(long)).not.toContain('ä');
  expect(hashOf(other)).toMatch(/^\$2b\$/);
});

it('takes a password of more than 72 bytes with argon2id', async () => {
  const password = 'a'.repeat(100);
  const [row] = await createHashing('argon2id', never)([rowWith({ password })]);
  expect(await verifyPassword(password, hashOf(row))).toEqual({ match: true });
});

it('fails with aborted at the signal', async () => {
  const { signal, abort } = abortable();
  const hashing = createHashing(
    'bcrypt',
    signal,
  )(Array.from({ length: 200 }, () => rowWith({ password: 'correct horse' })));
  abort();
  await expect(hashing).rejects.toMatchObject({ code: 'aborted' });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

type Password = NonNullable<ReadyRow['create']['credentials']>['password'];

function rowWith(config: NonNullable<Password>['config']): ReadyRow {
  return {
    create: {
      schema_id: 'default',
      state: 'active',
      traits: { email: 'ada@example.com' },
      credentials: {
        password: { config },
        oidc: { config: { providers: [{ provider: 'google', subject: '1' }] } },
      },
    },
    completion: undefined,
    identifiers: ['ada@example.com'],
    addresses: ['email:ada@example.com'],
    hasPlainPassword: 'password' in config,
  };
}

function hashOf(row: HashedRow | undefined): string {
  const config =
    row !== undefined && 'ready' in row ? row.ready.create.credentials?.password?.config : undefined;
  return config !== undefined && 'hashed_password' in config ? config.hashed_password : 'no hash';
}
