import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toMicroseconds } from '../../../src/sandbox/clock.ts';
import { type Answer, member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeEach(async () => {
  kratos = await runSandbox();
});
afterEach(() => kratos.close());

function create(body: unknown): Promise<Answer> {
  return kratos.admin('POST', '/admin/identities', { body });
}

const link = (subject: string) => ({
  oidc: { config: { providers: [{ provider: 'google', subject }] } },
});

const withPassword = (email: string, password: string) =>
  create({ traits: { email }, credentials: { password: { config: { password } } } });

describe('a new identity', () => {
  test('has credentials for its identifiers although it has no password', async () => {
    const created = await create({ traits: { email: 'Ada@Example.com', username: 'Ada' } });
    expect(created.body).toMatchObject({
      traits: { email: 'Ada@Example.com', username: 'Ada' },
      credentials: {
        code: { identifiers: ['ada@example.com'], version: 1 },
        password: { identifiers: ['ada@example.com', 'ada'] },
        webauthn: { identifiers: ['ada@example.com'], version: 0 },
      },
      verifiable_addresses: [{ value: 'ada@example.com', verified: false, status: 'pending' }],
      recovery_addresses: [{ value: 'ada@example.com' }],
    });
    const path = `/admin/identities/${member(created, 'id')}?include_credential=password`;
    expect((await kratos.admin('GET', path)).body).toMatchObject({
      credentials: { password: { config: {} }, webauthn: { version: 1 } },
    });
  });

  test('is answered with members in the order of Kratos, and as it was sent', async () => {
    const created = await create({
      traits: { username: 'ada', email: 'ada@example.com' },
      external_id: 'x1',
      metadata_admin: null,
    });
    expect(Object.keys(created.body as object)).toEqual([
      'id',
      'external_id',
      'credentials',
      'schema_id',
      'schema_url',
      'state',
      'state_changed_at',
      'traits',
      'verifiable_addresses',
      'recovery_addresses',
      'metadata_public',
      'metadata_admin',
      'created_at',
      'updated_at',
      'organization_id',
    ]);
    expect(JSON.stringify(created.body)).toContain('"traits":{"username":"ada","email":"ada@example.com"}');
    const read = await kratos.admin('GET', `/admin/identities/${member(created, 'id')}`);
    expect(JSON.stringify(read.body)).toContain('"traits":{"email":"ada@example.com","username":"ada"}');
  });

  test('keeps its state_changed_at to the microsecond', async () => {
    const created = await create({ traits: { email: 'ada@example.com' } });
    const read = await kratos.admin('GET', `/admin/identities/${member(created, 'id')}`);
    const stored = member(read, 'state_changed_at');
    expect(stored).toMatch(/\.\d{1,6}Z$/);
    expect(toMicroseconds(member(created, 'state_changed_at'))).toBe(toMicroseconds(stored));
  });

  test('without any identifier has no credentials at all', async () => {
    const created = await create({ schema_id: 'admin_v0', traits: { name: 'Ada' } });
    expect(created.body).not.toHaveProperty('credentials');
    expect(created.body).not.toHaveProperty('verifiable_addresses');
    expect(created.body).toMatchObject({ metadata_public: null, organization_id: null });
    expect(created.body).not.toHaveProperty('metadata_admin');
  });
});

describe('an identity that is there already', () => {
  test.each([
    ['the same e-mail address in another case', { traits: { email: 'ADA@example.com' } }],
    [
      'it as the username of another schema',
      { schema_id: 'admin_v0', traits: { username: ' ada@example.com ' } },
    ],
    ['the same external id', { traits: { email: 'b@example.com' }, external_id: 'x1' }],
  ])('is a conflict for %s, without a hint why', async (_case, body) => {
    await create({ traits: { email: 'ada@example.com' }, external_id: 'x1' });
    expect(await create(body)).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 409,
          reason: 'This identity conflicts with another identity that already exists.',
          message: 'The resource could not be created due to a conflict',
        },
      },
    });
    const { body: all } = await kratos.admin('GET', '/admin/identities');
    expect(all).toHaveLength(1);
  });

  test('is none for another case of an external id or of a subject', async () => {
    await create({ traits: { email: 'a@example.com' }, external_id: 'x1', credentials: link('sub') });
    const other = { traits: { email: 'b@example.com' }, external_id: 'X1', credentials: link('SUB') };
    expect((await create(other)).status).toBe(201);
  });

  test('a username and a link to a provider can look the same', async () => {
    const providers = [{ provider: 'google', subject: '123' }];
    await create({ traits: { email: 'a@example.com' }, credentials: { oidc: { config: { providers } } } });
    expect((await create({ schema_id: 'admin_v0', traits: { username: 'google:123' } })).status).toBe(201);
    const found = await kratos.admin('GET', '/admin/identities?credentials_identifier=google:123');
    expect(found.body).toHaveLength(2);
  });

  test('of eight created at once, exactly one gets in', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        create({
          traits: { email: 'ada@example.com' },
          credentials: { password: { config: { password: 'x' } } },
        }),
      ),
    );
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 409),
    ]);
  });
});

describe('an imported password', () => {
  test('may be anything up to 72 bytes', async () => {
    expect((await withPassword('a@example.com', 'x')).status).toBe(201);
    expect((await withPassword('b@example.com', 'x'.repeat(72))).status).toBe(201);
    expect(await withPassword('c@example.com', 'x'.repeat(73))).toMatchObject({
      status: 500,
      body: {
        error: { message: expect.stringContaining('must be at most 72 characters long, but got 73.') },
      },
    });
  });

  test('is refused when neither it nor its hash is known', async () => {
    const config = { hashed_password: '$1$abc' };
    const refused = await create({
      traits: { email: 'a@example.com' },
      credentials: { password: { config } },
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { reason: expect.stringContaining('does not match any known hash format') } },
    });
  });
});

describe('supplied addresses', () => {
  test('count where a trait gives the same address, and are dropped otherwise', async () => {
    const created = await create({
      traits: { email: 'Ada@example.com' },
      verifiable_addresses: [
        { value: 'ADA@example.com', via: 'email', verified: true },
        { value: 'other@example.com', via: 'email', verified: true },
        { value: 'ada@example.com', via: 'sms', verified: true },
      ],
      recovery_addresses: [{ value: 'other@example.com', via: 'email' }],
    });
    expect(created.body).toMatchObject({
      verifiable_addresses: [
        { value: 'ada@example.com', verified: true, status: 'completed', verified_at: expect.any(String) },
      ],
      recovery_addresses: [{ value: 'ada@example.com' }],
    });
  });
});

test('times of supplied addresses keep their offset in the answer and lose it ever after', async () => {
  const created = await create({
    traits: { email: 'ada@example.com' },
    verifiable_addresses: [
      { value: 'ada@example.com', via: 'email', verified: true, verified_at: '2020-01-01T01:00:00.50+01:00' },
    ],
  });
  expect(created.body).toMatchObject({
    verifiable_addresses: [{ verified_at: '2020-01-01T01:00:00.5+01:00' }],
  });
  const found = await kratos.admin('GET', `/admin/identities/${member(created, 'id')}`);
  expect(found.body).toMatchObject({ verifiable_addresses: [{ verified_at: '2020-01-01T01:00:00.5Z' }] });
});

test('usernames are lower-cased as Go does it', async () => {
  await create({ traits: { email: 'a@example.com', username: '\u0085ΣΊΣΥΦΟΣ' } });
  const found = await kratos.admin('GET', '/admin/identities?credentials_identifier=%CF%83ίσυφοσ');
  expect(found.body).toHaveLength(1);
  const similar = '/admin/identities?preview_credentials_identifier_similar=';
  expect((await kratos.admin('GET', `${similar}${encodeURIComponent('ΣΊΣ')}`)).body).toHaveLength(1);
});

test('half a surrogate pair becomes a replacement character in texts that are no JSON to Kratos', async () => {
  const created = await create({ traits: { email: 'a@example.com' }, external_id: '\ud800' });
  expect(created.body).toMatchObject({ external_id: '\ufffd' });
});

describe('what the database could not hold', () => {
  test.each([
    ['an external id of 65 characters', { external_id: 'é'.repeat(65) }, 'character varying(64)'],
    ['the character NUL', { metadata_admin: { a: '\0' } }, 'unsupported Unicode escape sequence'],
    ['half a surrogate pair', { metadata_public: { a: '\ud800' } }, 'invalid input syntax for type json'],
  ])('is an internal error for %s', async (_case, more, message) => {
    expect(await create({ traits: { email: 'a@example.com' }, ...more })).toMatchObject({
      status: 500,
      body: { error: { code: 500, message: expect.stringContaining(message) } },
    });
  });

  test('comes after a conflict of addresses, and so does an empty identifier', async () => {
    await kratos.createIdentity('ada@example.com');
    for (const username of ['x'.repeat(256), ' ']) {
      expect(await create({ traits: { email: 'ada@example.com', username } })).toMatchObject({ status: 409 });
      expect(await create({ traits: { email: 'bea@example.com', username } })).toMatchObject({ status: 500 });
    }
  });

  test('does not mean texts that only look like its escapes', async () => {
    const metadata_public = { a: String.raw`\u0000 \ud800`, b: '😀' };
    expect(await create({ traits: { email: 'b@example.com' }, metadata_public })).toMatchObject({
      status: 201,
      body: { metadata_public },
    });
  });
});

test('a member that Kratos does not know is refused at any depth', async () => {
  const credentials = { password: { config: { hash: 'x' } } };
  expect(await create({ traits: { email: 'a@example.com' }, credentials })).toMatchObject({
    status: 400,
    body: { error: { code: 400, status: 'Bad Request', message: 'json: unknown field "hash"' } },
  });
});
