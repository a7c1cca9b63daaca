import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyHookHash } from '../../src/passwords/hook/verify-hook-hash.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as fusionauth from '../../src/sources/fusionauth/fusionauth.ts';
import { openInput } from '../../src/records/open-input.ts';
import { readTable } from '../../src/sources/read-table.ts';
import { lostLeaves } from './lost-leaves.ts';
import { convertAll, convertText, fixture, letsIn, recognised } from './source-files.ts';

const path = (name: string): string => fixture(`fusionauth/${name}`);
const files = [path('import-request.json'), path('search-answer.json')];
const { users, problems } = await convertAll(fusionauth, files, { hook: true });
const passwords = JSON.parse(await readFile(path('passwords.json'), 'utf8')) as Record<string, string>;

function made(name: string): ConvertedIdentity {
  const found = users.find(
    ({ value }) => value['email'] === `${name}@example.com` || value['username'] === name,
  );
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.converted;
}

function secretOf(name: string): string | null {
  return new URL(made(name).identity?.credentials?.totp?.config.totp_url ?? 'x:').searchParams.get('secret');
}

function one(value: Record<string, unknown>): ConvertedIdentity {
  const place = { file: 'users.json', record: 1, line: 1 };
  return fusionauth.toIdentity({ place, value: { email: 'ada@example.com', ...value } }, defaultSettings);
}

describe('files of FusionAuth', () => {
  test.each(files)('%s is one', async (file) => {
    expect(await recognised(fusionauth, file)).toBe('users');
  });

  test('may be no more than users with plain passwords and registrations', async () => {
    const text =
      '{"users":[{"email":"a@example.com","password":"x","registrations":[{"applicationId":"1"}]}]}';
    expect((await convertText(fusionauth, 'users.json', text)).users).toHaveLength(1);
  });

  test('say other things beside their users, which are told', () => {
    expect(problems.flatMap(({ names }) => names)).toEqual([
      'file: encryptionScheme',
      'file: factor',
      'file: validateDbConstraints',
      'file: total',
    ]);
  });
});

describe('a password of FusionAuth', () => {
  const forHook = new Set(['edsger', 'radia']);

  test.each(Object.entries(passwords).filter(([name]) => !forHook.has(name)))(
    'of %s can be typed in Kratos',
    async (name, password) => {
      expect(await letsIn(made(name), password)).toBe(true);
      expect(await letsIn(made(name), `${password}!`)).toBe(false);
    },
  );

  test.each([...forHook])('of %s can be typed with the migration hook', async (name) => {
    const { hook, identity } = made(name);
    expect(identity?.credentials?.password).toEqual({ config: { use_password_migration_hook: true } });
    expect(hook?.identifiers).toEqual([`${name}@example.com`]);
    expect(await verifyHookHash(passwords[name] ?? '', hook ?? { kind: 'phpass', hash: '' })).toBe(true);
  });

  test('of a plug-in rejects the record', () => {
    expect(made('katherine')).toMatchObject({
      identity: undefined,
      problems: [{ code: 'password', field: 'password', rejects: true }],
    });
  });

  test('is the password itself where there is no scheme, also if there is one beside the users', () => {
    expect(made('alan').password).toBe('plain text');
  });

  test('is a hash where there is a salt, and refused without its scheme', () => {
    const { identity, problems: told } = one({ password: 'AAAA', salt: 'BBBB', active: true });
    expect(identity).toBeUndefined();
    expect(told).toMatchObject([{ code: 'password', field: 'password', rejects: true }]);
    expect(told[0]?.message).toContain('no encryptionScheme');
  });

  test('is in no answer of its API, which is told', () => {
    expect(made('annie').problems[0]).toMatchObject({ code: 'password', field: 'password', rejects: false });
  });

  test('that has to be changed goes on working, which is told', () => {
    expect(made('dennis').problems).toMatchObject([
      { code: 'password', field: 'passwordChangeRequired', rejects: false },
    ]);
  });
});

describe('a second factor of FusionAuth', () => {
  test('of an authenticator app is its secret in base32, and recovery codes come with it', () => {
    // base32 of the 20 bytes AbCdEf123456GhIjKl78, by coreutils
    expect(secretOf('ada')).toBe('IFREGZCFMYYTEMZUGU3EO2CJNJFWYNZY');
    expect(made('ada').identity?.credentials?.lookup_secret?.config.recovery_codes).toEqual([
      { code: 'JK4L-M5NP' },
      { code: 'T7UV-W8XY' },
    ]);
  });

  test('of before 1.26 is one too', () => {
    expect(secretOf('donald')).toBe('NRSWOYLDPFJWKY3SMV2DAMJSGM2DKNRX');
    expect(made('tim')).toMatchObject({
      leftOut: ['twoFactor.methods[] (sms)'],
      problems: [{ code: 'factor' }],
    });
  });

  test('beyond the first app, and codes that are sent, are told', () => {
    expect(secretOf('shafi')).toBe('MZUXE43UIFYHAMBRGIZTINJWG44DSYLC');
    expect(made('shafi').problems.map(({ code, field }) => `${code}: ${field}`)).toEqual([
      'factor: twoFactor.methods[] (email)',
      'totp: twoFactor.methods[] (authenticator)',
    ]);
    expect(made('shafi').leftOut).toEqual([
      'twoFactor.methods[] (email)',
      'twoFactor.methods[] (authenticator)',
    ]);
  });

  test('whose secret the API keeps to itself is told', () => {
    expect(made('annie').problems[1]).toMatchObject({ code: 'totp', rejects: false });
  });

  test.each([
    [{ method: 'authenticator', secret: 'no base64!' }, 'no base64'],
    [{ method: 'authenticator', secret: 'QUJD', authenticator: { codeLength: 8 } }, '8 digits'],
    [{ method: 'authenticator', secret: 'QUJD', authenticator: { algorithm: 'HmacSHA256' } }, 'SHA256'],
  ])('that Kratos cannot compute is told: %j', (method, why) => {
    const { identity, problems: told } = one({ twoFactor: { methods: [method] } });
    expect(identity?.credentials).toBeUndefined();
    expect(told.find(({ code }) => code === 'totp')?.message).toContain(why);
  });
});

describe('a user of FusionAuth', () => {
  test('keeps registrations, memberships and data in metadata, without tokens', () => {
    const { identity, leftOut } = made('ada');
    expect(identity?.metadata_admin).toMatchObject({
      fusionauth: {
        birthDate: '1815-12-10',
        insertInstant: 1_600_000_000_000,
        data: { department: 'mathematics', legacy: { shoe: 38 } },
        memberships: [{ data: { since: 2020 } }],
        registrations: [{ roles: ['admin', 'user'], username: 'countess' }],
      },
    });
    expect(leftOut).toEqual([
      'twoFactor.methods[] (sms)',
      'data.legacy.apiKey',
      'registrations[].authenticationToken',
      'registrations[].tokens',
    ]);
    expect(JSON.stringify(identity)).not.toMatch(/nXqm3rN7bQwL0a1d|ya29/);
  });

  test('has names and a telephone among the traits', () => {
    expect(made('ada').identity?.traits).toEqual({
      email: 'ada@example.com',
      username: 'ada',
      phone: '+442079460018',
      name: { first: 'Ada', last: 'Lovelace' },
    });
  });

  test('has a verified address with its time, by its own flag or by that of its identities', () => {
    expect(made('ada').identity?.verifiable_addresses).toEqual([
      {
        value: 'ada@example.com',
        via: 'email',
        verified: true,
        status: 'completed',
        verified_at: '2020-09-13T12:26:41.000Z',
      },
    ]);
    expect(made('annie').identity?.verifiable_addresses).toMatchObject([
      { value: 'annie@example.com', verified_at: '2023-11-14T22:13:20.000Z' },
      { value: '+442079460999', via: 'sms' },
    ]);
    expect(made('grace').identity).not.toHaveProperty('verifiable_addresses');
  });

  test('is inactive when it is deactivated or has come to its end; a later end is told', () => {
    expect(made('dennis').identity?.state).toBe('inactive');
    expect(made('ken')).toMatchObject({ identity: { state: 'inactive' }, problems: [] });
    expect(made('sophie')).toMatchObject({
      identity: { state: 'active' },
      problems: [{ code: 'field', field: 'expiry', rejects: false }],
    });
  });

  test('may have a user name alone', () => {
    expect(made('mary')).toMatchObject({ identity: { traits: { username: 'mary' } } });
  });

  test.each([
    { twoFactor: 'x' },
    { twoFactor: { methods: [null], recoveryCodes: 'x' } },
    { identities: [5] },
    { expiry: 'x' },
    { registrations: 5 },
  ])('of an odd shape is an identity all the same: %j', (value) => {
    expect(one(value).identity).toBeDefined();
  });
});

describe('tables of the database', () => {
  const tables = {
    of125: ['users-1.25.tsv', 'identities-1.25.tsv'],
    of159: ['users-1.59.csv', 'identities-1.59.csv', 'identity_provider_links.csv'],
  };
  test.each([
    ['users-1.25.tsv', 'user-rows'],
    ['identities-1.25.tsv', 'identities'],
    ['users-1.59.csv', 'user-rows'],
    ['identities-1.59.csv', 'identities'],
    ['identity_provider_links.csv', 'links'],
  ])('are known by their columns: %s', async (name, role) => {
    expect(await recognised(fusionauth, path(name))).toBe(role);
  });

  test.each(Object.entries(tables))('have the hashes that the API keeps: %s', async (_, names) => {
    const secrets = JSON.parse(await readFile(path('table-passwords.json'), 'utf8')) as Record<
      string,
      string
    >;
    const { users: found } = await convertTables(names);
    expect(found.length).toBeGreaterThan(0);
    for (const { value, converted } of found) {
      const [name = ''] = String(value['email']).split('@', 1);
      expect(await letsIn(converted, secrets[name] ?? '')).toBe(true);
    }
  });

  test('of 1.25 have all else of a user in the row that is joined', async () => {
    const { users: found, problems: told } = await convertTables(tables.of125);
    expect(found.map(({ converted }) => converted.identity)).toMatchObject([
      {
        state: 'active',
        traits: { email: 'joan@example.com', username: 'joan', name: { first: 'Joan', last: 'Clarke' } },
        verifiable_addresses: [{ value: 'joan@example.com' }],
        credentials: {
          totp: { config: { totp_url: expect.stringContaining('NRSWOYLDPFJWKY3SMV2DAMJSGM2DKNRX') } },
        },
        metadata_admin: { fusionauth: { data: { shoe: 38 }, preferredLanguages: ['en'] } },
      },
      { state: 'inactive', traits: { email: 'frances@example.com' } },
    ]);
    expect(told).toMatchObject([{ code: 'unjoined', field: 'users_id', place: { line: 4 } }]);
  });

  test('of 1.59 have a row for each name and address', async () => {
    const { users: found } = await convertTables(tables.of159);
    expect(found.map(({ converted }) => converted.identity)).toMatchObject([
      {
        traits: { email: 'evelyn@example.com', username: 'evelyn', phone: '+442079460111' },
        verifiable_addresses: [
          { value: 'evelyn@example.com', via: 'email', verified_at: '2021-04-19T19:21:34.465Z' },
          { value: '+442079460111', via: 'sms' },
        ],
        credentials: {
          totp: { config: { totp_url: expect.stringContaining('IFREGZCFMYYTEMZUGU3EO2CJNJFWYNZY') } },
          lookup_secret: { config: { recovery_codes: [{ code: 'JK4L-M5NP' }] } },
        },
      },
    ]);
  });

  test('have links, and providers by ids of which some are known and others have to be told', async () => {
    const { users: found } = await convertTables(tables.of159);
    expect(found[0]?.converted.unique).toContain('link:google:117263549821111111111');
    expect(found[0]?.converted.problems).toMatchObject([{ code: 'link', field: 'identityProviderLinks[]' }]);
    const providers = new Map([['00000000-0000-4000-8000-000000000950', 'acme']]);
    const { users: mapped } = await convertTables(tables.of159, { providers });
    expect(mapped[0]?.converted).toMatchObject({ problems: [] });
    expect(mapped[0]?.converted.unique).toContain('link:acme:evelyn-at-acme');
  });

  test.each(Object.entries(tables))('lose no cell without a word: %s', async (_, names) => {
    const { users: found } = await convertTables(names);
    const kept = found.map(({ converted }) => JSON.stringify(converted)).join('\n');
    const ids = new Set(found.map(({ value }) => value['id']));
    const rows = (await Promise.all(names.map(rowsOf))).flat();
    const lost = rows
      .filter((row) => ids.has(row['users_id'] ?? row['id']))
      .flatMap((row) => Object.entries(row))
      .filter(
        ([column, cell]) =>
          !inOtherWords.test(column) && !kept.includes(typeof cell === 'string' ? cell : ''),
      );
    expect(rows.length).toBeGreaterThan(2);
    expect(lost).toEqual([]);
  });
});

/** Hashes, secrets, flags and JSON. */
const inOtherWords =
  /password|salt|factor|encryption_scheme|two_factor|^(?:data|active|verified|is_primary|type)$/;

async function rowsOf(name: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const chunk of readTable(await openInput(path(name)))) {
    rows.push(...chunk.flatMap((item) => ('record' in item ? [item.record.value] : [])));
  }
  return rows;
}

function convertTables(names: readonly string[], changes = {}): ReturnType<typeof convertAll> {
  return convertAll(fusionauth, names.map(path), changes);
}

describe('nothing of a user of FusionAuth', () => {
  const understood = [
    'active',
    'verified',
    'password',
    'salt',
    'factor',
    'encryptionScheme',
    'twoFactor.methods',
    'twoFactorEnabled',
    'twoFactorDelivery',
    'twoFactorSecret',
  ];

  test('is lost without a word', () => {
    const lost = users.flatMap(({ value, converted }) =>
      converted.identity === undefined ? [] : lostLeaves(value, converted, understood),
    );
    expect(lost).toEqual([]);
  });

  test('is lost of what FusionAuth has not had so far', () => {
    const members = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 5 });
    fc.assert(
      fc.property(members, (value) => {
        const converted = one(value);
        fc.pre(converted.identity !== undefined);
        expect(lostLeaves(value, converted, understood)).toEqual([]);
      }),
    );
  });
});
