import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
let path: string;
beforeEach(async () => {
  kratos = await runSandbox();
  const id = await kratos.createIdentity('ada@example.com', {
    external_id: 'x1',
    metadata_public: { a: 1 },
    metadata_admin: { b: 1 },
    verifiable_addresses: [{ value: 'ada@example.com', via: 'email', verified: true }],
  });
  path = `/admin/identities/${id}`;
});
afterEach(() => kratos.close());

const put = (body: unknown): Promise<Answer> => kratos.admin('PUT', path, { body });
const patch = (op: string, pointer: string, value?: unknown): Promise<Answer> =>
  kratos.admin('PATCH', path, { body: [{ op, path: pointer, ...(value !== undefined && { value }) }] });
const get = async (query = ''): Promise<Record<string, unknown>> =>
  (await kratos.admin('GET', path + query)).body as Record<string, unknown>;
const removeCredential = (kind: string): Promise<Answer> =>
  kratos.admin('DELETE', `${path}/credentials/${kind}`);
const link = (subject: string) => ({
  traits: { email: 'ada@example.com' },
  credentials: { oidc: { config: { providers: [{ provider: 'google', subject }] } } },
});

describe('PUT', () => {
  test('clears what it does not mention, except schema, state and credentials', async () => {
    await put({ traits: { email: 'ada@example.com' } });
    const read = await get('?include_credential=password');
    expect(read).toMatchObject({
      schema_id: 'default',
      state: 'active',
      metadata_public: null,
      metadata_admin: null,
      credentials: { password: { config: { hashed_password: expect.any(String) } } },
    });
    expect(read).not.toHaveProperty('external_id');
  });

  test('changes updated_at always and state_changed_at with the state only', async () => {
    const before = await get();
    await put({ traits: { email: 'ada@example.com' } });
    const same = await get();
    await put({ traits: { email: 'ada@example.com' }, state: 'inactive' });
    const inactive = await get();
    expect(same['updated_at']).not.toBe(before['updated_at']);
    expect(same['state_changed_at']).toBe(before['state_changed_at']);
    expect(inactive['state_changed_at']).not.toBe(before['state_changed_at']);
    expect(inactive['created_at']).toBe(before['created_at']);
  });

  test('of a new e-mail address loses its verification, of another case does not', async () => {
    const [before] = (await get())['verifiable_addresses'] as { id: string }[];
    await put({ traits: { email: 'ADA@example.com' } });
    expect(await get()).toMatchObject({ verifiable_addresses: [{ id: before?.id, verified: true }] });
    await put({ traits: { email: 'new@example.com' } });
    expect(await get()).toMatchObject({
      verifiable_addresses: [{ value: 'new@example.com', verified: false }],
    });
    expect((await kratos.login('new@example.com')).status).toBe(200);
    await expect(kratos.createIdentity('ada@example.com')).resolves.toBeTypeOf('string');
  });

  test('adds links to providers, and cannot add one that is there', async () => {
    await put(link('1'));
    await put(link('2'));
    const { credentials } = await get();
    expect(credentials).toMatchObject({ oidc: { identifiers: ['google:1', 'google:2'] } });
    expect(await put(link('1'))).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('a resource with that value exists already') } },
    });
  });

  test('to another schema still answers with the address of the old one', async () => {
    const answer = await put({ schema_id: 'admin_v0', traits: { username: 'ada' } });
    expect(answer.body).toMatchObject({
      schema_id: 'admin_v0',
      schema_url: `${kratos.publicUrl}/schemas/ZGVmYXVsdA`,
    });
    expect(await get()).toMatchObject({ schema_url: `${kratos.publicUrl}/schemas/YWRtaW5fdjA` });
  });

  test('wants JSON and says so', async () => {
    const answer = await kratos.admin('PUT', path, { raw: '{}', headers: { 'content-type': 'text/plain' } });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { reason: expect.stringContaining('only [application/json] are supported') } },
    });
  });
});

describe('DELETE', () => {
  test('of an identity frees its identifiers, and the second time finds nothing', async () => {
    expect((await kratos.admin('DELETE', path)).status).toBe(204);
    expect((await kratos.admin('DELETE', path)).status).toBe(404);
    await expect(kratos.createIdentity('ada@example.com', { external_id: 'x1' })).resolves.toBeTypeOf(
      'string',
    );
  });

  test('keeps the last way to log in', async () => {
    expect(await removeCredential('password')).toMatchObject({
      status: 400,
      body: { error: { reason: 'You cannot remove the last first factor credential.' } },
    });
    const providers = [{ provider: 'google', subject: '1' }];
    await put({ traits: { email: 'ada@example.com' }, credentials: { oidc: { config: { providers } } } });
    expect((await removeCredential('password')).status).toBe(204);
    expect((await removeCredential('oidc?identifier=google:1')).status).toBe(400);
    expect(await get('?include_credential=password')).toMatchObject({
      credentials: { password: { config: {} } },
    });
  });

  test('counts a link as often as it stands there, and not that of an organization', async () => {
    const set = (...links: object[]) =>
      patch('add', '/credentials/oidc', {
        type: 'oidc',
        identifiers: ['google:1'],
        config: { providers: links },
      });
    const one = { provider: 'google', subject: '1' };
    await put({ traits: { email: 'ada@example.com' } });
    await patch('remove', '/credentials/password');
    await set(one, null as never, { ...one, organization: 'x' });
    expect((await kratos.admin('DELETE', `${path}/credentials/oidc?identifier=google:1`)).status).toBe(400);
    await set(one, one);
    expect((await kratos.admin('DELETE', `${path}/credentials/oidc?identifier=google:1`)).status).toBe(204);
  });

  test.each([
    ['totp', 404, 'You tried to remove a totp but this user have no totp set up.'],
    ['bogus', 404, 'You tried to remove a bogus but this user have no bogus set up.'],
    ['code', 400, 'Credentials type code cannot be deleted.'],
  ])('of %s answers %i', async (kind, status, reason) => {
    expect(await kratos.admin('DELETE', `${path}/credentials/${kind}`)).toMatchObject({
      status,
      body: { error: { reason } },
    });
  });

  test('of webauthn keeps the keys that log in without a password', async () => {
    const keys = [
      { id: 'YQ==', is_passwordless: true },
      { id: 'Yg==', is_passwordless: false },
    ];
    await patch('replace', '/credentials/webauthn/config/credentials', keys);
    expect((await kratos.admin('DELETE', `${path}/credentials/webauthn`)).status).toBe(204);
    expect(await get('?include_credential=webauthn')).toMatchObject({
      credentials: { webauthn: { config: { credentials: [{ id: 'YQ==', public_key: null }] } } },
    });
  });
});

test('an identity is found by its external id, which may need escaping', async () => {
  await put({ traits: { email: 'ada@example.com' }, external_id: 'a b/c?d' });
  const found = await kratos.admin('GET', '/admin/identities/by/external/a%20b%2Fc%3Fd');
  expect(path).toContain(member(found, 'id'));
  expect((await kratos.admin('GET', '/admin/identities/by/external/A%20b%2Fc%3Fd')).status).toBe(404);
});
