import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openInput } from '../../src/records/open-input.ts';
import * as auth0 from '../../src/sources/auth0/auth0.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { requireNothingThrown, requireUnknownFieldsKept } from './keeps-everything.ts';
import { lostLeaves } from './lost-leaves.ts';
import { matches } from './matches.ts';
import { convertAll, convertText, fixture, recognised } from './source-files.ts';

const exported = ['users.ndjson', 'hashes.ndjson', 'mfa.ndjson'].map((name) => fixture(`auth0/${name}`));
const { users, problems } = await convertAll(auth0, exported);
const prepared = await convertAll(auth0, [fixture('auth0/import.json')]);
const passwords = JSON.parse(await readFile(fixture('auth0/passwords.json'), 'utf8')) as Record<
  string,
  string
>;

function converted(name: string, among = users): ConvertedIdentity {
  const found = among.find(({ value }) => value['user_id'] === name || value['email'] === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.converted;
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.json', record: 1, line: 1 };
  return auth0.toIdentity(
    { place, value: { user_id: 'auth0|1', email: 'ada@example.com', ...value } },
    defaultSettings,
  );
}

function linksOf(name: string): unknown {
  return converted(name).identity?.credentials?.oidc?.config.providers;
}

const ada = converted('auth0|64db9dba7f18450dc2500001');

describe('files of Auth0', () => {
  test.each([
    ['users.ndjson', 'users'],
    ['users.csv', 'users'],
    ['extension.ndjson', 'users'],
    ['extension.csv', 'users'],
    ['api-page.json', 'users'],
    ['import.json', 'users'],
    ['hashes.ndjson', 'hashes'],
    ['mfa.ndjson', 'mfa'],
  ])('%s holds %s', async (name, role) => {
    expect(await recognised(auth0, fixture(`auth0/${name}`))).toBe(role);
  });

  test('are none for having a column user_id', () => {
    const text = 'user_id,email\n7,ada@example.com\n';
    const head = { name: 'users.csv', text, columns: ['user_id', 'email'], first: undefined };
    expect(auth0.recognise(head)).toBeUndefined();
  });
});

describe('a user of Auth0', () => {
  test('has its profile in traits, and its id for external_id', () => {
    expect(ada.identity).toMatchObject({
      external_id: 'auth0|64db9dba7f18450dc2500001',
      state: 'active',
      traits: { email: 'Ada.Byron@example.com', name: { first: 'Ada', last: 'Byron' } },
    });
  });

  test('has all else, both kinds of metadata included, where only administrators read it', () => {
    expect(ada.identity?.metadata_public).toBeUndefined();
    expect(ada.identity?.metadata_admin?.['auth0']).toMatchObject({
      nickname: 'ada',
      picture: 'https://cdn.example.com/avatars/ab.png',
      user_metadata: { theme: 'dark', preferences: { digest: 'weekly' } },
      app_metadata: { roles: ['admin', 'billing'], plan: 'pro' },
      created_at: '2023-02-11T09:14:02.000Z',
      last_ip: '203.0.113.7',
      logins_count: 217,
      hash_export: { password_set_date: { $date: '2024-05-06T18:36:12.412Z' } },
    });
  });

  test('may have a part of its metadata mapped elsewhere', async () => {
    const map = new Map([['metadata_public.theme', { from: 'user_metadata.theme' }]]);
    const { users: again } = await convertAll(auth0, exported, { map });
    const [first] = again;
    expect(first?.converted.identity?.metadata_public).toEqual({ theme: 'dark' });
    expect(first?.converted.identity?.metadata_admin?.['auth0']).toMatchObject({
      user_metadata: { preferences: { digest: 'weekly' } },
    });
  });

  test('has a verified address where Auth0 says so, and only there', () => {
    expect(ada.identity?.verifiable_addresses).toMatchObject([
      { value: 'ada.byron@example.com', verified: true },
    ]);
    expect(converted('brik@example.com').identity?.verifiable_addresses).toBeUndefined();
    expect(converted('auth0|euclid').identity?.verifiable_addresses).toMatchObject([
      { value: 'farah@example.com', via: 'email' },
      { value: '+12025550143', via: 'sms' },
    ]);
  });

  test('is inactive where it is blocked', () => {
    expect(converted('brik@example.com').identity).toMatchObject({
      state: 'inactive',
      traits: { username: 'brik_the_brave' },
    });
  });

  test.each(Object.entries(passwords))('%s signs in with the old password', async (name, password) => {
    const whole = converted(name, [...users, ...prepared.users]);
    await expect(matches(password, whole)).resolves.toBe(true);
    await expect(matches(`${password}.`, whole)).resolves.toBe(false);
  });

  test('has the authenticator app of the MFA export', () => {
    expect(ada.identity?.credentials?.totp?.config.totp_url).toContain(
      'secret=PA6FWZ3EGU2DMZCSKU2DOQCNNY2X26L2',
    );
    expect(ada.leftOut).toContain('mfa_export[].recovery_code');
    expect(ada.problems).toMatchObject([{ code: 'lookup-secret', rejects: false }]);
  });

  test('has one authenticator app, and is told of others, and of factors of other kinds', () => {
    const { identity, problems: told } = one({
      mfa_export: [
        { user_id: 'auth0|1', tenant: 't', type: 'otp', otp_secret: 'JBSWY3DPEHPK3PXP' },
        { user_id: 'auth0|1', tenant: 't', type: 'otp', otp_secret: 'GEZDGNBVGY3TQOJQ' },
        { user_id: 'auth0|1', tenant: 't', type: 'push' },
      ],
    });
    expect(identity?.credentials?.totp?.config.totp_url).toContain('secret=JBSWY3DPEHPK3PXP');
    expect(JSON.stringify(identity)).not.toContain('GEZDGNBVGY3TQOJQ');
    expect(told.map(({ field }) => field)).toEqual([
      'mfa_export[].type',
      'mfa_export[].otp_secret',
      'user_id',
    ]);
  });
});

describe('accounts elsewhere of a user of Auth0', () => {
  test('are links by the ids of Kratos', () => {
    expect(linksOf('chidi@example.org')).toEqual([{ provider: 'google', subject: '107691503500061509999' }]);
    expect(linksOf('emre@example.com')).toEqual([{ provider: 'google', subject: '107691503500061505555' }]);
  });

  test('are links where they were linked to a user with a password, as text also where they are numbers', () => {
    expect(linksOf('dora@example.net')).toEqual([{ provider: 'github', subject: '583231' }]);
    expect(converted('dora@example.net').identity?.credentials?.password).toBeDefined();
    expect(converted('dora@example.net').leftOut).toContain('identities[].access_token');
  });

  test('have the name of the connection where it is one of the customer', () => {
    expect(linksOf('juno@acme.example')).toEqual([{ provider: 'acme', subject: '00u1juno' }]);
  });

  test('of SAML are none, and that is told', () => {
    const { identity, problems: told } = converted('ines@acme.example');
    expect(identity?.credentials?.oidc).toBeUndefined();
    expect(told).toMatchObject([{ code: 'link', rejects: false }]);
  });

  test('are none where the person signs in by a code', () => {
    for (const name of ['kofi@example.com', 'sms|6123f1a0c0ffee0008']) {
      expect(converted(name)).toMatchObject({ problems: [] });
      expect(converted(name).identity?.credentials).toBeUndefined();
    }
  });

  test('have no other name than the connection, though another source may mean something by it', () => {
    const identities = [{ provider: 'oidc', connection: 'azure', user_id: 'azure|7' }];
    expect(
      one({ user_id: 'oidc|azure|7', identities }).identity?.credentials?.oidc?.config.providers,
    ).toEqual([{ provider: 'azure', subject: '7' }]);
  });

  test('of Google Workspace are none, for Auth0 has the address in place of the subject', () => {
    const identities = [{ provider: 'google-apps', connection: 'acme.example', user_id: 'ada@acme.example' }];
    const { identity, problems: told } = one({ identities });
    expect(identity?.credentials?.oidc).toBeUndefined();
    expect(told).toMatchObject([{ code: 'link', field: 'identities[]', rejects: false }]);
    expect(identity?.metadata_admin?.['auth0']).toMatchObject({ identities });
  });

  test('are taken from the id where the export lists no identities', () => {
    expect(one({ user_id: 'github|583231' }).identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'github', subject: '583231' },
    ]);
    expect(one({ user_id: 'oidc|acme|00u1' }).identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'acme', subject: '00u1' },
    ]);
    expect(one({ user_id: 'auth0|5' }).identity?.credentials?.oidc).toBeUndefined();
  });
});

describe('the hash export of Auth0', () => {
  test('is joined by the id, also by one that the customer gave, and by that of a linked account', () => {
    for (const name of ['auth0|euclid', 'google-oauth2|107691503500061505555']) {
      expect(converted(name).password).toBe('bcrypt');
    }
  });

  test('has rows that belong to nobody, which are counted', () => {
    expect(problems).toMatchObject([
      {
        code: 'unjoined',
        message: 'one of the rows of the hash export belongs to nobody in the users; it is left out',
      },
    ]);
    expect(problems[0]?.place.line).toBe(6);
  });

  test('may lack a user with a password, who is told', () => {
    const gus = converted('gus@example.com');
    expect(gus).toMatchObject({
      password: 'none',
      problems: [{ code: 'password', field: 'user_id', rejects: false }],
    });
    expect(gus.identity).toBeDefined();
  });

  test('is joined by the address where the users have no ids', async () => {
    const row = (await readFile(fixture('auth0/hashes.ndjson'), 'utf8')).split('\n')[0] ?? '';
    const text = `${row}\n`;
    const user = {
      email: 'ADA.Byron@example.com',
      identities: [{ provider: 'auth0', connection: 'x' }],
      nickname: 'ada',
    };
    const { users: found } = await convertJoined(user, text);
    expect(found[0]?.converted.password).toBe('bcrypt');
  });

  test('is joined by an id of a custom database with a bar in it, and by an address among the identifiers', async () => {
    const passwordHash = '$2b$10$qyrMiW3h5BaQWZCLzMi2tOyGOGKoDhlaba9xDU0nd5jnpFmiww6kO';
    const identifiers = [
      { type: 'username', value: 'ada' },
      { type: 'email', value: 'ada@example.com' },
    ];
    const row = `${JSON.stringify({ _id: { $oid: '9' }, alt_id: 'shop|7', identifiers, passwordHash })}\n`;
    for (const user of [
      { user_id: 'auth0|shop|7', email: 'ada@example.com' },
      { email: 'ada@example.com', identities: [{ provider: 'auth0', connection: 'shop' }] },
    ]) {
      const { users: found } = await convertJoined(user, row);
      expect(found[0]?.converted).toMatchObject({ password: 'bcrypt', problems: [] });
    }
  });

  test('of a linked account with another address is told, for only one of the two can be typed', () => {
    const passwordHash = '$2b$10$qyrMiW3h5BaQWZCLzMi2tOyGOGKoDhlaba9xDU0nd5jnpFmiww6kO';
    const told = (row: object): unknown => one({ hash_export: { passwordHash, ...row } }).problems;
    expect(told({ email: 'other@example.com' })).toMatchObject([
      { code: 'password', field: 'hash_export.email', rejects: false },
    ]);
    expect(told({ identifiers: [{ type: 'email', value: 'other@example.com' }] })).toHaveLength(1);
    expect(told({ email: ' ADA@example.com' })).toEqual([]);
    expect(told({})).toEqual([]);
  });

  test('alone has no people in it', async () => {
    const file = await openInput(fixture('auth0/hashes.ndjson'));
    try {
      const world = { workFolder: tmpdir(), settings: defaultSettings, signal: AbortSignal.timeout(30_000) };
      const stream = auth0.read([{ file, role: 'hashes' }], world)[Symbol.asyncIterator]();
      await expect(stream.next()).rejects.toThrow(
        'hashes.ndjson belongs to the export of users, and has no people in it.',
      );
    } finally {
      file.close();
    }
  });

  test('tells of a row without an id', async () => {
    const { problems: told } = await convertJoined({ user_id: 'auth0|1' }, '{"_id":{},"passwordHash":"x"}\n');
    expect(told).toMatchObject([{ code: 'unjoined', field: '_id' }]);
  });

  test('that has two rows for a user gives the first, and tells', async () => {
    const rows = [
      '$2b$10$qyrMiW3h5BaQWZCLzMi2tOyGOGKoDhlaba9xDU0nd5jnpFmiww6kO',
      '$2b$10$skPpMnA2f1kwGhWcH7Iqse95WVvQ/OU3Bz0Aa01vRIwSQGZgxU/iq',
    ]
      .map((passwordHash) => `${JSON.stringify({ _id: '1', email: 'ada@example.com', passwordHash })}\n`)
      .join('');
    const { users: found } = await convertJoined({ user_id: 'auth0|1', email: 'ada@example.com' }, rows);
    const [{ converted: twice } = { converted: ada }] = found;
    expect(JSON.stringify(twice.identity)).toContain('qyrMiW3h5Ba');
    expect(JSON.stringify(twice.identity)).not.toContain('skPpMnA2f1k');
    expect(twice.leftOut).toContain('hash_export_others');
    expect(twice.problems).toMatchObject([{ code: 'password', rejects: false }]);
  });
});

describe('other forms of users of Auth0', () => {
  test('are CSV with a quote before each text, and columns that are paths', async () => {
    const { users: rows } = await convertAll(auth0, [fixture('auth0/users.csv'), ...exported.slice(1)]);
    expect(rows[0]?.converted.identity).toMatchObject({
      external_id: 'auth0|64db9dba7f18450dc2500001',
      traits: { email: 'Ada.Byron@example.com' },
      metadata_admin: { auth0: { user_metadata: { theme: 'dark' } } },
    });
    expect(rows[0]?.converted.password).toBe('bcrypt');
    expect(rows[2]?.converted.identity?.credentials?.oidc?.config.providers).toHaveLength(1);
  });

  test.each(['extension.ndjson', 'extension.csv'])('are those of the extension: %s', async (name) => {
    const { users: rows } = await convertAll(auth0, [fixture(`auth0/${name}`), exported[1] ?? '']);
    expect(rows.map(({ converted: { password } }) => password)).toEqual(['bcrypt', 'bcrypt', 'none']);
    expect(rows[0]?.converted.identity).toMatchObject({
      external_id: 'auth0|64db9dba7f18450dc2500001',
      traits: { email: 'Ada.Byron@example.com', name: { first: 'Ada', last: 'Byron' } },
      verifiable_addresses: [{ value: 'ada.byron@example.com' }],
    });
  });

  test('keep both of two columns that mean the same, and a column of any name', async () => {
    const text =
      'user_id,Email,email,Id,user_metadata,user_metadata.theme,__proto__\nauth0|1,a@example.com,b@example.com,auth0|2,x,dark,p\n';
    const { users: rows } = await convertText(auth0, 'users.csv', text);
    expect(rows[0]?.converted.identity?.traits).toEqual({ email: 'b@example.com' });
    expect(rows[0] === undefined ? [] : lostLeaves(rows[0].value, rows[0].converted, [])).toEqual([]);
    expect(JSON.stringify(rows[0]?.converted.identity)).toContain('"__proto__":"p"');
  });

  test('are a page of the API', async () => {
    const { users: rows } = await convertAll(auth0, [fixture('auth0/api-page.json')]);
    expect(rows.map(({ value }) => value['email'])).toEqual(['Ada.Byron@example.com', 'brik@example.com']);
  });

  test('are files for the import of Auth0, with hashes of other systems and an authenticator app', () => {
    const olu = converted('olu@example.com', prepared.users);
    expect(olu.password).toBe('md5');
    expect(olu.identity).toMatchObject({
      external_id: 'legacy-1',
      credentials: { totp: { config: {} } },
      metadata_admin: { auth0: { mfa_factors: [{ phone: { value: '+12025550190' } }, { email: {} }] } },
    });
    expect(converted('sami@example.com', prepared.users).problems).toMatchObject([{ code: 'password' }]);
  });

  test('with an algorithm that nobody knows are left out, with the reason', () => {
    const rosa = converted('rosa@example.com', prepared.users);
    expect(rosa.identity).toBeUndefined();
    expect(rosa.problems).toMatchObject([{ code: 'password', field: 'custom_password_hash', rejects: true }]);
    expect(one({ custom_password_hash: 'text' }).problems[0]?.message).toBe(
      'custom_password_hash is no object',
    );
  });
});

/** Found in the identity in other words. */
const understood = [
  'email_verified',
  'phone_verified',
  'blocked',
  'password_hash',
  'custom_password_hash',
  'mfa_factors[].totp.secret',
  'mfa_export[].type',
  'mfa_export[].otp_secret',
  'hash_export._id',
  'hash_export.passwordHash',
  'identities[].user_id',
  'identities[].provider',
];

describe('of a user of Auth0', () => {
  test.each([...users, ...prepared.users].filter(({ converted: { identity } }) => identity !== undefined))(
    'nothing is lost: $value.user_id $value.email',
    ({ value, converted: whole }) => {
      expect(lostLeaves(value, whole, understood)).toEqual([]);
    },
  );

  test('nothing is lost whatever else it has', () => {
    expect(() =>
      requireUnknownFieldsKept(auth0, users.slice(0, 6), 'app_metadata', understood),
    ).not.toThrow();
  });

  test('whatever stands in a field, none throws', () => {
    expect(() => requireNothingThrown(users, one, ['custom_password_hash', 'mfa_factors'])).not.toThrow();
  });

  test('no problem says anything of the person or the hash', () => {
    const told = JSON.stringify([...users, ...prepared.users].map(({ converted: { problems: own } }) => own));
    expect(told).not.toMatch(/@|\$2b\$|Byron|whirlpool/);
  });
});

async function convertJoined(user: Record<string, unknown>, hashes: string): ReturnType<typeof convertAll> {
  const folder = await mkdtemp(join(tmpdir(), 'idp-auth0-'));
  try {
    await writeFile(join(folder, 'users.json'), JSON.stringify(user));
    await writeFile(join(folder, 'hashes.json'), hashes);
    return await convertAll(auth0, [join(folder, 'users.json'), join(folder, 'hashes.json')]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
