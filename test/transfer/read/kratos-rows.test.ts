import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, goodRows, rowOf, rowsOf } from './input-rows.ts';

const times = { version: 0, created_at: '2023-05-06T07:08:09Z', updated_at: '2023-05-06T07:08:09Z' };
const id = '5f0c1a52-93a8-4a0d-9c3e-4b2d7a6f1e01';
const hash = '$2b$04$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i';
const traits = { email: ' Ada@Example.com', username: 'Ada' };
const row = (credentials: unknown, more: object = {}) => ({
  id,
  credentials,
  schema_id: 'default',
  schema_url: 'https://kratos.example.com/schemas/ZGVmYXVsdA',
  state: 'active',
  traits,
  metadata_public: null,
  metadata_admin: null,
  created_at: times.created_at,
  updated_at: times.updated_at,
  organization_id: null,
  ...more,
});
const described = (type: string, identifiers: unknown, config?: unknown) => ({
  type,
  identifiers,
  ...times,
  config,
});
const password = described('password', ['ada', 'ada@example.com'], { hashed_password: hash });
const bare = { schema_id: 'default', state: 'active', traits };

describe('a row as Kratos gives it', () => {
  it('loses what Kratos makes anew, and that is counted', async () => {
    const found = await rowOf(row({ password }, { external_id: 'old-7' }));
    expect(found.body).toEqual({
      ...bare,
      external_id: 'old-7',
      credentials: { password: { config: { hashed_password: hash } } },
    });
    expect(found.problems).toEqual([]);
    expect(found.oldId).toBe(id);
    expect(found.stripped).toEqual([
      'id',
      'schema_url',
      'metadata_public',
      'metadata_admin',
      'created_at',
      'updated_at',
      'organization_id',
      'credentials.password.type',
      'credentials.password.identifiers',
      'credentials.password.version',
      'credentials.password.created_at',
      'credentials.password.updated_at',
    ]);
  });

  it('keeps what it has of its own, and its external id is the old id where it has no other', async () => {
    const own = { ...bare, external_id: 'old-7', organization_id: id, metadata_admin: {}, id: 17 };
    expect(await rowOf(own)).toMatchObject({ body: own, oldId: 'old-7', stripped: [], problems: [] });
  });

  it('may stand in create', async () => {
    const found = await rowOf({ create: row({ password: described('code', ['ben'], {}) }) });
    expect(found).toMatchObject({ body: bare, oldId: id, bodyPointer: '/create' });
    expect(found.problems.map(({ pointer }) => pointer)).toEqual([
      '/create/credentials/password/type',
      '/create/credentials/password/identifiers/0',
    ]);
  });

  it('loses ids and times of its addresses', async () => {
    const address = {
      value: 'ada@example.com',
      via: 'email',
      verified: true,
      status: 'completed',
      verified_at: times.created_at,
    };
    const { version: _, ...made } = times;
    const found = await rowOf({ ...bare, verifiable_addresses: [{ id, ...address, ...made }, address, 5] });
    expect(found.body).toEqual({ ...bare, verifiable_addresses: [address, address, 5] });
    expect(found.stripped).toEqual(['verifiable_addresses.id']);
  });

  it('is read whole where it was recorded', async () => {
    const lines = readFileSync(fixture('sources/kratos/identities.json'), 'utf8');
    const rows = goodRows(await rowsOf([fixture('sources/kratos/identities.json')]));
    const given = JSON.parse(lines) as {
      traits: unknown;
      credentials?: Record<string, { config?: unknown }>;
    }[];
    expect(rows.map(({ body }) => body['traits'])).toEqual(given.map((one) => one.traits));
    for (const [index, { body }] of rows.entries()) {
      const kept = (body['credentials'] ?? {}) as Record<string, unknown>;
      for (const type of ['password', 'totp', 'lookup_secret']) {
        const config = given[index]?.credentials?.[type]?.config;
        const isThere = Object.keys(config ?? {}).length > 0;
        expect([type, kept[type]]).toEqual([type, isThere ? { config } : undefined]);
      }
    }
  });
});

describe('identifiers of a password', () => {
  it('are texts of the traits, as Kratos compares them', async () => {
    const nobody = await rowOf(row({ password: described('password', null, { hashed_password: hash }) }));
    expect(nobody.problems).toEqual([]);
    const other = await rowOf(row({ password: described('password', ['ada', 'gone@example.com', 5], {}) }));
    expect(other.problems).toMatchObject([
      {
        code: 'identifiers',
        pointer: '/credentials/password/identifiers/1',
        value: 'g***@e***.com',
        rejects: true,
      },
      { code: 'identifiers', pointer: '/credentials/password/identifiers/2', rejects: true },
    ]);
  });
});

describe('a password', () => {
  it('is none where its config is empty', async () => {
    const found = await rowOf(row({ password: described('password', ['ada'], {}) }));
    expect(found).toMatchObject({ body: bare, problems: [] });
    expect(found.body['credentials']).toBeUndefined();
    expect(found.stripped).toContain('credentials.password');
    const own = await rowOf({ ...bare, credentials: { password: { config: {} }, oidc: null } });
    expect(own.body['credentials']).toEqual({ oidc: null });
  });

  it('may be there or not where the file was made without include_credential, and that is told', async () => {
    for (const credentials of [{ password: described('password', ['ada']) }, undefined]) {
      const found = await rowOf(row(credentials));
      expect(found.body).toEqual(bare);
      expect(found.problems).toMatchObject([{ code: 'password', pointer: '/credentials', rejects: false }]);
    }
  });

  it('stays with the hook that migrates it', async () => {
    const config = { hashed_password: '', use_password_migration_hook: true };
    const found = await rowOf(row({ password: described('password', ['ada'], config) }));
    expect(found.body['credentials']).toEqual({ password: { config } });
  });
});

describe.each(['oidc', 'saml'])('links of %s', (type) => {
  const links = [
    { provider: 'google', subject: 'a:1', use_auto_link: true },
    { provider: 'github', subject: '2' },
  ];
  const tokens = { initial_id_token: '', initial_access_token: 'x', initial_refresh_token: '' };

  it('lose the tokens of their providers', async () => {
    const config = { providers: links.map((link) => ({ ...tokens, ...link })) };
    const found = await rowOf(row({ password, [type]: described(type, ['github:2', 'google:a:1'], config) }));
    expect(found).toMatchObject({
      problems: [],
      body: { credentials: { [type]: { config: { providers: links } } } },
    });
    expect(JSON.stringify(found.body)).not.toContain('initial');
    expect(found.stripped).toContain(`credentials.${type}.config.providers.tokens`);
  });

  it('are told by their identifiers where the file has no config', async () => {
    const found = await rowOf(row({ password, [type]: described(type, ['google:a:1', 'github:2']) }));
    const providers = links.map(({ provider, subject }) => ({ provider, subject }));
    expect(found).toMatchObject({
      problems: [],
      body: { credentials: { [type]: { config: { providers } } } },
    });
  });

  it('agree with their identifiers', async () => {
    const found = await rowOf(
      row({ password, [type]: described(type, ['google:a:1', 'x:9'], { providers: links }) }),
    );
    expect(found.problems).toMatchObject([
      { code: 'link', pointer: `/credentials/${type}/identifiers/1`, value: 'x***', rejects: true },
      {
        code: 'link',
        pointer: `/credentials/${type}/config/providers/1`,
        value: 'github:2***',
        rejects: true,
      },
    ]);
    const odd = await rowOf(row({ password, [type]: described(type, ['google', 5]) }));
    expect(odd.problems.map(({ pointer }) => pointer)).toEqual([
      `/credentials/${type}/identifiers/0`,
      `/credentials/${type}/identifiers/1`,
    ]);
  });

  it('are none where the last was removed', async () => {
    for (const config of [undefined, {}, { providers: [] }]) {
      const found = await rowOf(row({ password, [type]: described(type, [], config) }));
      expect(Object.keys(found.body['credentials'] as object)).toEqual(['password']);
      expect(found.problems).toEqual([]);
    }
  });
});

describe('second factors and passkeys', () => {
  it('are kept where they can follow', async () => {
    const totp = { totp_url: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ' };
    const codes = {
      recovery_codes: [
        { code: 'a', used_at: null },
        { code: 'b', used_at: times.created_at },
      ],
    };
    const credentials = {
      password,
      totp: described('totp', [id], totp),
      lookup_secret: described('lookup_secret', [id], codes),
    };
    const found = await rowOf(row(credentials));
    expect(found.problems).toEqual([]);
    expect(found.body['credentials']).toMatchObject({
      totp: { config: totp },
      lookup_secret: { config: codes },
    });
  });

  it('cannot follow without their secret, and that is told', async () => {
    const found = await rowOf(
      row({ password, totp: described('totp', [id]), lookup_secret: described('lookup_secret', [id]) }),
    );
    expect(Object.keys(found.body['credentials'] as object)).toEqual(['password']);
    expect(found.problems).toMatchObject([
      { code: 'totp', pointer: '/credentials/totp', rejects: false },
      { code: 'lookup-secret', pointer: '/credentials/lookup_secret', rejects: false },
    ]);
  });

  it('are made anew by Kratos, or by the person', async () => {
    const keys = { credentials: [{ id: 'x' }], user_handle: 'y' };
    const credentials = {
      password,
      code: described('code', ['somebody@else.com'], { addresses: [] }),
      webauthn: described('webauthn', ['ada'], { user_handle: 'y' }),
      passkey: described('passkey', ['y'], keys),
    };
    const found = await rowOf(row(credentials));
    expect(Object.keys(found.body['credentials'] as object)).toEqual(['password']);
    expect(found.problems).toMatchObject([
      { code: 'factor', pointer: '/credentials/passkey', rejects: false },
    ]);
    for (const type of ['code', 'webauthn', 'passkey'])
      expect(found.stripped).toContain(`credentials.${type}`);
  });

  it('are not dropped with what nobody knows', async () => {
    const found = await rowOf({ ...bare, credentials: { code: { type: 'code', foo: 1 } } });
    expect(found.body['credentials']).toEqual({ code: { foo: 1 } });
  });
});
