import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as clerk from '../../src/sources/clerk/clerk.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { requireNothingThrown, requireUnknownFieldsKept } from './keeps-everything.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { convertAll, convertText, fixture, recognised } from './source-files.ts';

const { users, problems } = await convertAll(clerk, [fixture('clerk/clerk.csv')], { hook: true });
const json = await convertAll(clerk, [fixture('clerk/clerk.json')], { hook: true });
const api = await convertAll(clerk, [fixture('clerk/api.json')]);
const passwords = JSON.parse(await readFile(fixture('clerk/passwords.json'), 'utf8')) as Record<
  string,
  string
>;

function converted(name: string, among = users): ConvertedIdentity {
  const found = among.find(({ value }) => value['id'] === `user_2Y${name}`);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.converted;
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.csv', record: 1, line: 2 };
  return clerk.toIdentity({ place, value: { id: 'user_1', username: 'ada', ...value } }, defaultSettings);
}

/** Clerk has it in the digest, behind the hash. */
function pepperOf(id: string): string | undefined {
  const row = users.find(({ value }) => value['id'] === id)?.value;
  return row?.['password_hasher'] === 'bcrypt_peppered'
    ? String(row['password_digest']).split('$').at(-1)
    : undefined;
}

describe('files of Clerk', () => {
  test.each(['clerk.csv', 'clerk.json', 'api.json'])('%s is one', async (name) => {
    expect(await recognised(clerk, fixture(`clerk/${name}`))).toBe('users');
  });

  test('may be a page of an SDK, with how many there are', async () => {
    const text = await readFile(fixture('clerk/api.json'), 'utf8');
    const list = JSON.parse(text) as unknown[];
    const page = JSON.stringify({ data: list, total_count: list.length });
    const read = await convertText(clerk, 'page.json', page);
    expect(read.users).toHaveLength(list.length);
    const folder = await mkdtemp(join(tmpdir(), 'idp-clerk-'));
    try {
      const path = join(folder, 'page.json');
      await writeFile(path, page);
      await expect(recognised(clerk, path)).resolves.toBe('users');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('may begin with a comment', () => {
    expect(problems).toEqual([]);
    expect(users).toHaveLength(27);
    expect(users[0]?.value['id']).toBe('user_2Yasha');
  });
});

test('an account elsewhere that was never verified is no link', () => {
  const account = { object: 'external_account', provider: 'oauth_google', provider_user_id: '4711' };
  const linked = (verification: unknown): unknown =>
    one({ external_accounts: [{ ...account, verification }] }).identity?.credentials?.oidc;
  expect(linked({ status: 'verified' })).toBeDefined();
  expect(linked(null)).toBeDefined();
  for (const status of ['unverified', 'failed', 'expired', 'transferable']) {
    expect(linked({ status })).toBeUndefined();
    const { problems: told, identity } = one({
      external_accounts: [{ ...account, verification: { status } }],
    });
    expect(told).toMatchObject([{ code: 'link', rejects: false }]);
    expect(identity?.metadata_admin?.['clerk']).toMatchObject({ external_accounts: [account] });
  }
});

describe('a user of Clerk', () => {
  const asha = converted('asha');

  test('has its profile in traits, and its id for external_id', () => {
    expect(asha.identity).toMatchObject({
      external_id: 'user_2Yasha',
      state: 'active',
      traits: {
        email: 'asha@example.com',
        username: 'asha.rao',
        phone: '+12025550120',
        name: { first: 'Asha', last: 'Rao' },
      },
    });
  });

  test('has all metadata as objects where only administrators read them', () => {
    expect(asha.identity?.metadata_public).toBeUndefined();
    expect(asha.identity?.metadata_admin?.['clerk']).toMatchObject({
      public_metadata: { plan: 'pro', seats: 3 },
      private_metadata: { crm: { id: 'c-17' } },
      backup_codes_enabled: 'true',
    });
  });

  test('keeps metadata that is no JSON as the text it is', async () => {
    const text = 'id,primary_email_address,public_metadata\nuser_1,ada@example.com,{broken\n';
    const { users: found } = await convertText(clerk, 'users.csv', text);
    expect(found[0]?.converted.identity?.metadata_admin).toEqual({ clerk: { public_metadata: '{broken' } });
  });

  test('has the authenticator app and the recovery codes', () => {
    expect(asha.identity?.credentials?.totp?.config.totp_url).toContain('secret=MFRGGZDFMZTWQ2LKNNWG23TPOA');
    expect(asha.identity?.credentials?.lookup_secret?.config.recovery_codes).toEqual([
      { code: 'k2v9d4m1' },
      { code: 'p8x3q7r5' },
      { code: 't6w1z0c2' },
    ]);
    expect(converted('asha', json.users).identity?.credentials?.lookup_secret).toEqual(
      asha.identity?.credentials?.lookup_secret,
    );
  });

  test('is told where the recovery codes are hashes', () => {
    const edda = converted('edda');
    expect(edda.identity?.credentials).toBeUndefined();
    expect(edda).toMatchObject({
      leftOut: ['backup_codes'],
      problems: [{ code: 'lookup-secret', rejects: false }],
    });
  });

  test('may have recovery codes as a list in a text', () => {
    const { identity } = one({ backup_codes: '["a1b2","c3d4"]' });
    expect(identity?.credentials?.lookup_secret?.config.recovery_codes).toEqual([
      { code: 'a1b2' },
      { code: 'c3d4' },
    ]);
  });

  test('is inactive where it is banned, and not where it is locked, which ends by itself', () => {
    expect(converted('hugo', api.users).identity?.state).toBe('inactive');
    expect(converted('ilse', api.users).identity?.state).toBe('active');
  });
});

describe('addresses of a user of Clerk', () => {
  test('are verified where they are in the list of those', () => {
    expect(converted('asha').identity?.verifiable_addresses).toMatchObject([
      { value: 'asha@example.com', via: 'email' },
      { value: '+12025550120', via: 'sms' },
    ]);
  });

  test('beside the first one are kept in metadata', () => {
    expect(converted('asha').identity?.metadata_admin?.['clerk']).toMatchObject({
      verified_email_addresses: 'asha@example.com|asha.rao@example.org',
      unverified_email_addresses: 'asha@typo.example',
      unverified_phone_numbers: '+12025550121|+12025550122',
    });
  });

  test('are all verified where the list of them is mapped', async () => {
    const map = new Map([['traits.emails', { from: 'verified_email_addresses', as: 'list' as const }]]);
    const { users: again } = await convertAll(clerk, [fixture('clerk/clerk.csv')], { map, hook: true });
    const asha = again[0]?.converted.identity;
    expect(asha?.traits['emails']).toEqual(['asha@example.com', 'asha.rao@example.org']);
    expect(asha?.verifiable_addresses?.map(({ value }) => value)).toEqual([
      'asha@example.com',
      'asha.rao@example.org',
      '+12025550120',
    ]);
  });

  test('have the first verified one for the primary where the export names none', () => {
    expect(converted('cleo').identity).toMatchObject({
      traits: { email: 'cleo@example.com' },
      verifiable_addresses: [{ value: 'cleo@example.com' }],
    });
  });

  test('that are not verified are not what a person with something else signs in with', () => {
    expect(converted('bela').identity?.traits).toEqual({ phone: '+12025550130' });
    expect(converted('bela').identity?.metadata_admin?.['clerk']).toEqual({
      unverified_email_addresses: 'bela@example.com',
    });
  });

  test('that are not verified are taken where there is nothing else', () => {
    expect(converted('dino').identity?.traits).toEqual({ email: 'dino@example.com' });
    expect(converted('dino').identity?.verifiable_addresses).toBeUndefined();
  });

  test('are those of the API, with the one that is called primary', () => {
    expect(converted('hugo', api.users).identity).toMatchObject({
      traits: { email: 'hugo@example.com' },
      verifiable_addresses: [{ value: 'hugo@example.com' }],
    });
  });

  test('may be one text of an older export, of which nobody knows which are verified', async () => {
    const text = JSON.stringify([
      {
        id: 'user_1',
        email_addresses: 'paul@example.com|jess@example.com',
        password_hasher: null,
        password_digest: null,
      },
    ]);
    const { users: found } = await convertText(clerk, 'users.json', text);
    expect(found[0]?.converted.identity).toMatchObject({
      traits: { email: 'paul@example.com' },
      metadata_admin: { clerk: { email_addresses: 'paul@example.com|jess@example.com' } },
    });
    expect(found[0]?.converted.identity?.verifiable_addresses).toBeUndefined();
  });
});

describe('a password of Clerk', () => {
  test.each(Object.entries(passwords))('of %s is that of the old system', async (id, password) => {
    const whole = converted(id.replace('user_2Y', ''));
    await expect(matches(password, whole, pepperOf(id))).resolves.toBe(true);
    await expect(matches(`${password}.`, whole, pepperOf(id))).resolves.toBe(false);
  });

  test('that is still in Cognito is none, and that is told', () => {
    expect(converted('faye')).toMatchObject({
      password: 'none',
      problems: [{ code: 'password', message: expect.stringContaining('Cognito') as string, rejects: false }],
    });
    expect(converted('faye').identity).toBeDefined();
  });

  test('by a hasher that nobody knows leaves the user out, with the reason', () => {
    expect(converted('gigi').identity).toBeUndefined();
    expect(converted('gigi').problems).toMatchObject([
      { code: 'password', field: 'password_digest', rejects: true },
    ]);
  });
});

describe('accounts elsewhere of a user of Clerk', () => {
  test('are links where the export names the subject', () => {
    expect(converted('hugo', api.users).identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'google', subject: '118200000000000000017' },
    ]);
  });

  test('are told where it does not, and where they are those of a company', () => {
    expect(converted('ilse', api.users).problems).toMatchObject([
      { code: 'link', field: 'external_accounts[]', rejects: false },
      { code: 'link', field: 'saml_accounts', rejects: false },
    ]);
  });
});

/** Found in the identity in other words. */
const understood = [
  'password_digest',
  'password_hasher',
  'totp_secret',
  'backup_codes',
  'banned',
  'external_accounts[].provider',
];
const all = [...users, ...json.users, ...api.users].filter(
  ({ converted: { identity } }) => identity !== undefined,
);

describe('of a user of Clerk', () => {
  test.each(all)('nothing is lost: $value.id', ({ value, converted: whole }) => {
    expect(lostLeaves(value, whole, understood)).toEqual([]);
  });

  test('nothing is lost whatever else it has', () => {
    expect(() =>
      requireUnknownFieldsKept(clerk, all.slice(0, 5), 'public_metadata', understood),
    ).not.toThrow();
  });

  test('whatever stands in a field, none throws', () => {
    expect(() => requireNothingThrown(all, one)).not.toThrow();
  });

  test('no problem says anything of the person or the hash', () => {
    const told = JSON.stringify(users.map(({ converted: { problems: own } }) => own));
    expect(told).not.toMatch(/@|\$|c0ffee|rot13/);
  });
});
