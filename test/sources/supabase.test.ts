import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as supabase from '../../src/sources/supabase/supabase.ts';
import { requireNothingThrown, requireUnknownFieldsKept } from './keeps-everything.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { convertAll, convertText, fixture, recognised } from './source-files.ts';

const tables = ['users.csv', 'identities.csv', 'mfa_factors.csv'].map((name) => fixture(`supabase/${name}`));
const { users, problems } = await convertAll(supabase, tables);
const nested = await convertAll(supabase, [fixture('supabase/users.json')]);
const api = await convertAll(supabase, [fixture('supabase/api.json')]);
const passwords = JSON.parse(await readFile(fixture('supabase/passwords.json'), 'utf8')) as Record<
  string,
  string
>;

const idOf = (number: number): string => `5f0c1d2e-0000-4000-8000-${String(number).padStart(12, '0')}`;

function converted(number: number, among = users): ConvertedIdentity {
  const found = among.find(({ value }) => value['id'] === idOf(number));
  if (found === undefined) throw new Error(`there is no ${number}`);
  return found.converted;
}

function linksOf(number: number): unknown {
  return converted(number).identity?.credentials?.oidc?.config.providers;
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.csv', record: 1, line: 2 };
  return supabase.toIdentity(
    { place, value: { id: '1', email: 'ada@example.com', ...value } },
    defaultSettings,
  );
}

describe('files of Supabase', () => {
  test.each([
    ['users.csv', 'users'],
    ['users.json', 'users'],
    ['api.json', 'users'],
    ['identities.csv', 'identities'],
    ['mfa_factors.csv', 'mfa_factors'],
  ])('%s holds %s', async (name, role) => {
    expect(await recognised(supabase, fixture(`supabase/${name}`))).toBe(role);
  });

  test('are none for having an encrypted_password, which Devise has, too', () => {
    const columns = ['id', 'email', 'encrypted_password', 'reset_password_token', 'sign_in_count'];
    const head = { name: 'users.csv', text: columns.join(','), columns, first: undefined };
    expect(supabase.recognise(head)).toBeUndefined();
  });
});

test('what was mailed and is waited for goes nowhere', () => {
  const names = ['confirmation_token', 'recovery_token', 'email_change_token_new'];
  const others = ['email_change_token_current', 'phone_change_token', 'reauthentication_token'];
  const token = 'd14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f';
  for (const name of [...names, ...others]) {
    const { identity, leftOut } = one({ [name]: token });
    expect(JSON.stringify(identity)).not.toContain(token);
    expect(leftOut).toEqual([name]);
  }
});

test('an address is confirmed by a time alone', () => {
  for (const word of ['false', '0001-01-01T00:00:00Z', '15.01.2024 10:30']) {
    const { identity, problems: told } = one({ email_confirmed_at: word });
    expect(identity?.verifiable_addresses).toBeUndefined();
    expect(told).toMatchObject([{ field: 'email_confirmed_at', rejects: false }]);
  }
  expect(one({ email_confirmed_at: null })).toMatchObject({ problems: [] });
  expect(one({ email_confirmed_at: '2024-01-15 10:30:00+00' }).identity?.verifiable_addresses).toHaveLength(
    1,
  );
});

describe('a user of Supabase', () => {
  const ana = converted(1);

  test('has its profile in traits, and its id for external_id', () => {
    expect(ana.identity).toMatchObject({
      external_id: idOf(1),
      state: 'active',
      traits: { email: 'ana@example.com', name: { first: 'Ana', last: 'Lima' } },
      metadata_admin: {
        supabase: { raw_user_meta_data: { newsletter: true }, raw_app_meta_data: { providers: ['email'] } },
      },
    });
  });

  test('is verified where it was confirmed, since then', () => {
    expect(ana.identity?.verifiable_addresses).toMatchObject([
      { value: 'ana@example.com', verified_at: '2024-01-15T10:31:07.000Z' },
    ]);
    expect(converted(2).identity?.verifiable_addresses).toBeUndefined();
  });

  test('has a telephone with the plus that Supabase leaves away', () => {
    expect(converted(5).identity).toMatchObject({
      traits: { phone: '+4915112345678' },
      verifiable_addresses: [{ value: '+4915112345678', via: 'sms' }],
    });
  });

  test('has no tokens in metadata', () => {
    expect(ana.leftOut).toContain('recovery_token');
    expect(JSON.stringify(ana.identity)).not.toContain('c5f0a1b29d4e48d7');
  });

  test.each(Object.entries(passwords))('%s signs in with the old password', async (id, password) => {
    const whole = converted(Number(id.slice(-12)));
    await expect(matches(password, whole)).resolves.toBe(true);
    await expect(matches(`${password}.`, whole)).resolves.toBe(false);
  });

  test('has no password where that is empty', () => {
    expect(converted(4)).toMatchObject({ password: 'none', problems: [] });
  });

  test('is left out where it was deleted, or is anonymous, each with its reason', () => {
    expect(converted(8).identity).toBeUndefined();
    expect(converted(8).problems).toMatchObject([{ code: 'deleted', field: 'deleted_at' }]);
    expect(converted(9).identity).toBeUndefined();
    expect(converted(9).problems).toMatchObject([{ code: 'no-identifier', field: 'is_anonymous' }]);
  });

  test('is inactive in a ban whose end the export has not seen, and is told', () => {
    expect(converted(6)).toMatchObject({
      identity: { state: 'inactive' },
      problems: [{ field: 'banned_until', rejects: false }],
    });
    expect(converted(7)).toMatchObject({ identity: { state: 'active' }, problems: [] });
    expect(one({ banned_until: 'infinity' }).identity?.state).toBe('inactive');
    expect(one({ banned_until: 'none' }).identity?.state).toBe('active');
    expect(
      one({ banned_until: '2025-01-01 00:00:00+00', last_sign_in_at: '2025-01-02T00:00:00Z' }).identity
        ?.state,
    ).toBe('active');
  });
});

describe('identities of a user of Supabase', () => {
  test('are links, but for those of Supabase itself', () => {
    expect(linksOf(1)).toEqual([{ provider: 'github', subject: '583231' }]);
    expect(linksOf(4)).toEqual([{ provider: 'google', subject: '104200000000000000001' }]);
    expect(linksOf(5)).toBeUndefined();
  });

  test('may be within the user', () => {
    expect(converted(1, nested.users).identity?.credentials).toEqual(converted(1).identity?.credentials);
    expect(api.users[0]?.converted.identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'gitlab', subject: '77001' },
    ]);
  });

  test('of tables before the column provider_id have the subject as id', () => {
    const identities = [{ id: '583231', user_id: '1', identity_data: { sub: '583231' }, provider: 'github' }];
    expect(one({ identities }).identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'github', subject: '583231' },
    ]);
    const bare = [{ id: '583231', user_id: '1', identity_data: {}, provider: 'github' }];
    expect(one({ identities: bare }).identity?.credentials?.oidc?.config.providers).toHaveLength(1);
  });

  test('of SAML are none, unless Kratos has a provider for it, and that is told', async () => {
    expect(linksOf(10)).toBeUndefined();
    expect(converted(10).problems).toMatchObject([
      { code: 'link', field: 'identities[].provider', rejects: false },
    ]);
    const providers = new Map([['sso:1f0c', 'acme']]);
    const { users: again } = await convertAll(supabase, tables, { providers });
    expect(converted(10, again).identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'acme', subject: 'hiro@acme.example' },
    ]);
  });

  test('that are missing are told: without their table nobody signs in at another provider', () => {
    expect(converted(11).problems).toMatchObject([
      { code: 'link', field: 'raw_app_meta_data.providers', rejects: false },
    ]);
    expect(converted(1).problems).toEqual([]);
  });

  test('that belong to nobody are counted', () => {
    expect(problems).toMatchObject([{ code: 'unjoined', field: 'user_id' }]);
    expect(problems[0]?.message).toBe(
      'one of the rows of auth.identities belongs to nobody in auth.users; it is left out',
    );
  });
});

describe('factors of a user of Supabase', () => {
  test('are the authenticator app that was finished', () => {
    expect(converted(1).identity?.credentials?.totp?.config.totp_url).toContain(
      'secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    );
    expect(converted(1).leftOut).toContain('mfa_factors[].secret');
    expect(JSON.stringify(converted(1).identity)).not.toContain('GEZDGNBV');
  });

  test.each([
    [2, 'is encrypted with a key of that Supabase'],
    [3, 'a second factor is no authenticator app'],
  ])('of user %i are told where they cannot be brought over: %s', (number, reason) => {
    expect(converted(number).identity?.credentials?.totp).toBeUndefined();
    expect(converted(number).problems).toMatchObject([
      { code: 'totp', message: expect.stringContaining(reason) as string, rejects: false },
    ]);
  });

  test('of the API have no secrets, and that is told', () => {
    expect(api.users[0]?.converted.problems).toMatchObject([{ code: 'totp', rejects: false }]);
  });

  test('are one', () => {
    const factor = { factor_type: 'totp', status: 'verified' };
    const { identity, problems: told } = one({
      mfa_factors: [
        { ...factor, secret: 'JBSWY3DPEHPK3PXP' },
        { ...factor, secret: 'GEZDGNBVGY3TQOJQ' },
      ],
    });
    expect(identity?.credentials?.totp?.config.totp_url).toContain('secret=JBSWY3DPEHPK3PXP');
    expect(told).toMatchObject([{ code: 'totp' }]);
  });
});

describe('a row of Supabase', () => {
  test('has nothing where clients write a word for NULL', async () => {
    const text =
      'id,email,encrypted_password,email_confirmed_at,deleted_at,raw_user_meta_data\n1,ada@example.com,NULL,null,\\N,{}\n';
    const { users: found } = await convertText(supabase, 'users.csv', text);
    expect(found[0]?.converted).toMatchObject({
      identity: { state: 'active' },
      password: 'none',
      problems: [],
    });
    expect(found[0]?.converted.identity?.verifiable_addresses).toBeUndefined();
  });

  test('has JSON whose quotes are escaped twice', async () => {
    const text = String.raw`id,email,raw_user_meta_data
1,ada@example.com,"{\""first_name\"":\""Ada\"",\""plan\"":\""pro\""}"
`;
    const { users: found } = await convertText(supabase, 'users.csv', text);
    expect(found[0]?.converted.identity).toMatchObject({
      traits: { name: { first: 'Ada' } },
      metadata_admin: { supabase: { raw_user_meta_data: { plan: 'pro' } } },
    });
  });

  test('keeps a column of any name', async () => {
    const text = 'id,email,raw_user_meta_data,__proto__\n1,ada@example.com,{},p\n';
    const { users: found } = await convertText(supabase, 'users.csv', text);
    expect(JSON.stringify(found[0]?.converted.identity?.metadata_admin)).toBe(
      '{"supabase":{"__proto__":"p"}}',
    );
  });

  test('keeps what is no JSON', async () => {
    const text = 'id,email,raw_user_meta_data\n1,ada@example.com,{broken\n';
    const { users: found } = await convertText(supabase, 'users.csv', text);
    expect(found[0]?.converted.identity?.metadata_admin).toEqual({
      supabase: { raw_user_meta_data: '{broken' },
    });
  });
});

/** Found in the identity in other words. */
const understood = [
  'encrypted_password',
  'email_confirmed_at',
  'phone_confirmed_at',
  'mfa_factors[].secret',
  'identities[].provider_id',
];
const all = [...users, ...nested.users, ...api.users].filter(
  ({ converted: { identity } }) => identity !== undefined,
);

describe('of a user of Supabase', () => {
  test.each(all)('nothing is lost: $value.email $value.phone', ({ value, converted: whole }) => {
    expect(lostLeaves(value, whole, understood)).toEqual([]);
  });

  test('nothing is lost whatever else it has', () => {
    expect(() =>
      requireUnknownFieldsKept(supabase, all.slice(0, 5), 'raw_user_meta_data', understood),
    ).not.toThrow();
  });

  test('whatever stands in a field, none throws', () => {
    expect(() => requireNothingThrown(all, one)).not.toThrow();
  });

  test('no problem says anything of the person or the hash', () => {
    const told = JSON.stringify(users.map(({ converted: { problems: own } }) => own));
    expect(told).not.toMatch(/@|\$|c2VjcmV0/);
  });
});
