import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as kratos from '../../src/sources/kratos/kratos.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import { lostLeaves } from './lost-leaves.ts';
import { type Converted, convertAll, convertText, fixture, letsIn, recognised } from './source-files.ts';

const path = (name: string): string => fixture(`kratos/${name}`);
const { users, problems } = await convertAll(kratos, [path('identities.json')]);
const passwords = JSON.parse(await readFile(path('passwords.json'), 'utf8')) as Record<string, string>;
const exported = ['identities.json', 'without-configs.jsonl', 'listed.json'];
const toBeTaken = ['request.json', 'creates.json', 'bodies.jsonl'];

function one(name: string): Converted {
  const found = users.find(({ value }) => JSON.stringify(value['traits']).toLowerCase().includes(name));
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function made(name: string): ConvertedIdentity {
  return one(name).converted;
}

function of(value: Record<string, unknown>, changes: Partial<SourceSettings> = {}): ConvertedIdentity {
  const place = { file: 'identities.json', record: 1, line: 1 };
  return kratos.toIdentity({ place, value }, { ...defaultSettings, ...changes });
}

describe('files of Kratos', () => {
  test.each([...exported, ...toBeTaken])('%s is one', async (name) => {
    expect(await recognised(kratos, path(name))).toBe('identities');
  });

  test('are pages as the command line of Kratos prints them', async () => {
    const identity = { id: '1', schema_id: 'default', traits: { email: 'ada@example.com' } };
    const text = JSON.stringify({ identities: [identity], next_page_token: 'eyJwYWdlIjoxfQ' });
    const { users: listed, problems: told } = await convertText(kratos, 'page.json', text);
    expect(listed).toMatchObject([{ converted: { identity: { traits: { email: 'ada@example.com' } } } }]);
    expect(told).toMatchObject([{ code: 'beside-records', names: ['file: next_page_token'] }]);
    const folder = await mkdtemp(join(tmpdir(), 'idp-page-'));
    try {
      await writeFile(join(folder, 'page.json'), text);
      expect(await recognised(kratos, join(folder, 'page.json'))).toBe('identities');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('are lists, lines, and requests for many', async () => {
    expect(problems).toEqual([]);
    expect(users).toHaveLength(8);
    const files = await Promise.all(toBeTaken.map((name) => convertAll(kratos, [path(name)])));
    for (const { users: taken, problems: none } of files) {
      expect(taken.map(({ converted }) => converted.identity)).toEqual(
        files[0]?.users.map(({ converted }) => converted.identity),
      );
      expect(none).toEqual([]);
    }
  });

  test('that are requests keep the patch_id of each record beside it', async () => {
    const { users: taken } = await convertAll(kratos, [path('request.json')]);
    expect(taken[0]?.value['patch_id']).toBe('0f4f3a1b-2c3d-4e5f-8a9b-0c1d2e3f4a5b');
    expect(taken[0]?.converted.leftOut).toEqual(['patch_id']);
    expect(taken[0]?.converted.identity).not.toHaveProperty('metadata_admin');
  });
});

describe('an identity of Kratos', () => {
  test('is as it was', () => {
    expect(made('ada').identity).toEqual({
      schema_id: 'default',
      state: 'active',
      external_id: 'old-17',
      traits: { email: 'Ada.S2@example.com', username: 'ada-s2', name: { first: 'Ada', last: 'Lovelace' } },
      verifiable_addresses: [
        {
          value: 'ada.s2@example.com',
          via: 'email',
          verified: true,
          status: 'completed',
          verified_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      ],
      metadata_public: { plan: 'pro' },
      metadata_admin: expect.objectContaining({
        note: 'moved in 2020',
        kratos: { id: '11111111-2222-4333-8444-555555555555' },
      }),
      credentials: {
        password: { config: { hashed_password: expect.stringMatching(/^\$2a\$04\$/) } },
        oidc: {
          config: {
            providers: [
              { provider: 'google', subject: 's2-117' },
              { provider: 'azure', subject: 's2-9', use_auto_link: true },
            ],
          },
        },
        totp: {
          config: { totp_url: 'otpauth://totp/idp:ada.s2@example.com?secret=JBSWY3DPEHPK3PXP&issuer=idp' },
        },
        lookup_secret: { config: { recovery_codes: [{ code: 'bbbb2222' }, { code: 'cccc3333' }] } },
      },
    });
  });

  test.each(Object.entries(passwords))('lets %s in with the same password', async (name, password) => {
    expect(await letsIn(made(name), password)).toBe(true);
  });

  test('keeps its own external id, and else has the old id for one', () => {
    const { value, converted } = one('grace');
    expect(converted.identity?.external_id).toBe(value['id']);
    expect(made('ada').identity?.metadata_admin).toMatchObject({ kratos_2: { id: one('ada').value['id'] } });
  });

  test('keeps traits of any shape, its schema and its state', () => {
    expect(made('grace').identity).toMatchObject({
      schema_id: 'admin_v0',
      state: 'inactive',
      traits: { username: 'grace-s2', groups: ['ops', { id: 5 }], empty: {} },
    });
  });

  test('keeps its times in metadata, beside what an earlier move left there', () => {
    expect(made('grace').identity?.metadata_admin).toEqual({
      kratos: {
        created_at: one('grace').value['created_at'],
        updated_at: one('grace').value['updated_at'],
        state_changed_at: one('grace').value['state_changed_at'],
      },
    });
    expect(Object.keys(made('ada').identity?.metadata_admin ?? {})).toEqual(['note', 'kratos', 'kratos_2']);
  });

  test('keeps metadata that is no object, and tells what then has no place', () => {
    const { identity, leftOut, problems: told } = made('linus');
    expect(identity?.metadata_admin).toBe('a text is JSON, too');
    expect(leftOut).toEqual(expect.arrayContaining(['created_at', 'updated_at', 'state_changed_at']));
    expect(leftOut).not.toContain('id');
    expect(told).toEqual([]);
  });

  test('may have nothing to sign in by', () => {
    expect(made('7946').identity).toMatchObject({ traits: { phone_number: '+44 20 7946 0018' } });
  });

  test('is mapped and stamped on top of what it is', () => {
    const map = new Map([
      ['traits.name', { from: 'metadata_public.display' }],
      ['traits.tenant', { from: 'organization_id' }],
    ]);
    const set = new Map<string, unknown>([
      ['traits.origin', 'eu'],
      ['metadata_admin.migrated_at', '2026-11-21'],
      ['schema_id', 'customer'],
    ]);
    const identity = {
      schema_id: 'default',
      traits: { email: 'ada@example.com', name: { first: 'Ada' }, tags: [] },
      metadata_public: { display: 'Ada L.' },
      metadata_admin: { note: 'x' },
      organization_id: 'acme',
    };
    expect(of(identity, { map, set }).identity).toEqual({
      schema_id: 'customer',
      traits: { email: 'ada@example.com', name: 'Ada L.', tags: [], tenant: 'acme', origin: 'eu' },
      metadata_public: { display: 'Ada L.' },
      metadata_admin: { note: 'x', migrated_at: '2026-11-21' },
    });
    expect(identity.traits).toEqual({ email: 'ada@example.com', name: { first: 'Ada' }, tags: [] });
  });

  test('that Kratos would refuse is rejected', () => {
    expect(of({ traits: 'x' }).problems).toMatchObject([{ code: 'field', field: 'traits', rejects: true }]);
    expect(of({ traits: { a: 1 }, state: 'blocked' }).problems).toMatchObject([
      { code: 'field', field: 'state' },
    ]);
  });

  test('with identifiers that no trait has is told of', () => {
    const credentials = { password: { identifiers: ['ada@example.com', 'gone'], config: {} } };
    expect(of({ traits: { email: 'Ada@example.com' }, credentials }).problems).toMatchObject([
      { code: 'field', field: 'credentials.password.identifiers', rejects: false },
    ]);
  });
});

describe('a credential of Kratos', () => {
  test('that cannot be taken along is told', () => {
    const { leftOut, problems: told } = made('ada');
    expect(leftOut).toEqual(
      expect.arrayContaining([
        'credentials.lookup_secret.config.recovery_codes[] (used)',
        'credentials.webauthn',
        'credentials.passkey',
        'credentials.code',
      ]),
    );
    expect(told.map(({ code, field, rejects }) => [code, field, rejects])).toEqual([
      ['factor', 'credentials.webauthn', false],
      ['factor', 'credentials.passkey', false],
    ]);
  });

  test('that the migration hook has yet to verify is left to the hook', () => {
    expect(made('radia')).toMatchObject({
      identity: { credentials: { password: { config: { use_password_migration_hook: true } } } },
      hook: undefined,
      password: 'migration hook',
    });
  });

  test('that is a link over SAML is one here', () => {
    expect(made('barbara')).toMatchObject({
      identity: {
        credentials: { saml: { config: { providers: [{ provider: 'corp', subject: 's2-barbara' }] } } },
      },
    });
  });

  test('that is a hash which Kratos would not import rejects the record', () => {
    expect(made('hedy')).toMatchObject({
      identity: undefined,
      problems: [{ code: 'password', rejects: true }],
    });
  });

  test('that is a hash which could match nothing there, either, is kept with a warning', () => {
    expect(made('margaret')).toMatchObject({
      password: 'argon2id',
      problems: [{ code: 'password', rejects: false, message: expect.stringContaining('padded') }],
    });
  });

  test('keeps the name of its provider, which is the one in the configuration, unless told otherwise', async () => {
    const providers = new Map([['azure', 'entra']]);
    const { users: mapped } = await convertAll(kratos, [path('identities.json')], { providers });
    expect(mapped[0]?.converted.unique).toContain('link:entra:s2-9');
    expect(made('ada').unique).toContain('link:azure:s2-9');
  });

  test('has members that no version has had so far left out by name, empty ones apart', () => {
    const link = { provider: 'google', subject: '1', claims: { hd: 'example.com' }, note: '' };
    const credentials = {
      password: { config: { hashed_password: 'x', peppered: true } },
      oidc: { config: { providers: [link] } },
    };
    expect(of({ traits: { email: 'ada@example.com' }, credentials }).leftOut).toEqual([
      'credentials.password.config.peppered',
      'credentials.oidc.config.providers[].claims',
    ]);
  });

  test('without its tokens is a link all the same', () => {
    const providers = [
      {
        provider: 'google',
        subject: '1',
        initial_id_token: 'abc',
        initial_access_token: '',
        organization: 'o',
      },
    ];
    const { identity, leftOut } = of({ traits: {}, credentials: { oidc: { config: { providers } } } });
    expect(identity?.credentials?.oidc?.config.providers).toEqual([{ provider: 'google', subject: '1' }]);
    expect(leftOut).toEqual([
      'credentials.oidc.config.providers[].initial_id_token',
      'credentials.oidc.config.providers[].organization',
    ]);
  });
});

describe('a file that was made without include_credential', () => {
  test.each(['without-configs.jsonl', 'listed.json'])(
    'is told of, for passwords are not in it: %s',
    async (name) => {
      const { users: bare } = await convertAll(kratos, [path(name)]);
      for (const { converted } of bare) {
        expect(converted.problems).toMatchObject([
          { code: 'password', field: 'credentials', rejects: false },
        ]);
        expect(converted.password).toBe('none');
      }
    },
  );

  test('has links all the same, if it has credentials', async () => {
    const { users: bare } = await convertAll(kratos, [path('without-configs.jsonl')]);
    expect(bare[0]?.converted.identity?.credentials?.oidc?.config.providers).toEqual([
      { provider: 'azure', subject: 's2-9' },
      { provider: 'google', subject: 's2-117' },
    ]);
  });
});

describe('nothing of an identity of Kratos', () => {
  const understood = ['credentials'];

  test('is lost without a word', () => {
    const lost = users.flatMap(({ value, converted }) =>
      converted.identity === undefined ? [] : lostLeaves(value, converted, understood),
    );
    expect(lost).toEqual([]);
  });

  test('is lost of what Kratos has not had so far', () => {
    const member = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 5 });
    fc.assert(
      fc.property(member, fc.jsonValue(), fc.jsonValue(), (traits, metadata, other) => {
        const value = { traits, metadata_admin: metadata, metadata_public: other, other };
        const converted = of(value);
        fc.pre(converted.identity !== undefined);
        expect(lostLeaves(value, converted, understood)).toEqual([]);
        expect(converted.identity.traits).toEqual(traits);
      }),
    );
  });
});
