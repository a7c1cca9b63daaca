import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

const hash = '$2a$04$kndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.';

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

const patch = (op: string, pointer: string, value?: unknown): Promise<Answer> =>
  kratos.admin('PATCH', path, { body: [{ op, path: pointer, ...(value !== undefined && { value }) }] });
const get = async (query = ''): Promise<Record<string, unknown>> =>
  (await kratos.admin('GET', path + query)).body as Record<string, unknown>;

const links = (subjects: string[]): object => ({
  type: 'oidc',
  identifiers: subjects.map((subject) => `google:${subject}`),
  config: { providers: subjects.map((subject) => ({ provider: 'google', subject })) },
});

describe('PATCH', () => {
  test('of a password hash lets the new password in and touches nothing else', async () => {
    const before = await get();
    await patch('replace', '/credentials/password/config/hashed_password', hash);
    const after = await get();
    expect((await kratos.login('ada@example.com', 'test')).status).toBe(200);
    expect({ ...after, credentials: {}, updated_at: '' }).toEqual({
      ...before,
      credentials: {},
      updated_at: '',
    });
  });

  test('stores any hash unseen, but no configuration that cannot be read', async () => {
    expect((await patch('replace', '/credentials/password/config/hashed_password', '$nope$')).status).toBe(
      200,
    );
    expect((await patch('replace', '/credentials/password/config/hashed_password', 5)).status).toBe(500);
  });

  test.each([
    ['lookup_secret', { recovery_codes: [{ code: 5 }] }, 'RecoveryCode.recovery_codes.code of type string'],
    ['lookup_secret', { recovery_codes: [{ used_at: 'x' }] }, 'parsing time "x"'],
    ['webauthn', { credentials: 5 }, 'of type identity.CredentialsWebAuthn'],
    ['webauthn', { credentials: [{ id: 'A' }] }, 'illegal base64 data at input byte 0'],
    ['webauthn', { credentials: [{ id: [256] }] }, 'number 256'],
    [
      'passkey',
      { credentials: [{ authenticator: { sign_count: -1 } }] },
      'number -1 into Go struct field AuthenticatorWebAuthn.credentials.authenticator.sign_count of type uint32',
    ],
    ['oidc', { providers: [{ organization: 5 }] }, 'CredentialsOIDCProvider.providers.organization of type'],
  ])('of %s to the configuration %j is an internal error', async (type, config, message) => {
    const value = { type, identifiers: ['x'], config };
    expect(await patch('add', `/credentials/${type}`, value)).toMatchObject({
      status: 500,
      body: { error: { message: expect.stringContaining(message) } },
    });
  });

  test('of a password to what cannot be read is let in beside a second factor, until a first one is removed', async () => {
    await patch('add', '/credentials/totp', { type: 'totp', config: { totp_url: 'otpauth://x' } });
    expect((await patch('replace', '/credentials/password/config/hashed_password', 5)).status).toBe(200);
    expect((await kratos.admin('DELETE', `${path}/credentials/password`)).status).toBe(500);
    expect((await kratos.admin('DELETE', `${path}/credentials/totp`)).status).toBe(500);
  });

  test('of credentials under another spelling adds to those there are', async () => {
    await patch('add', '/Credentials/totp', { type: 'totp', config: {} });
    expect(await get()).toMatchObject({ credentials: { totp: {}, password: {}, code: {} } });
    expect((await kratos.login('ada@example.com')).status).toBe(200);
  });

  test('of links is completed when a PUT adds to them, or to none, and when one is removed', async () => {
    const credentials = { oidc: { config: { providers: [] } } };
    const zeroTime = { credentials: { oidc: { created_at: '0001-01-01T00:00:00Z' } } };
    await patch('add', '/credentials/oidc', links(['1', '2']));
    expect((await patch('add', '/credentials/oidc', links(['1', '2']))).body).not.toMatchObject(zeroTime);
    await kratos.admin('PUT', path, { body: { traits: { email: 'ada@example.com' }, credentials } });
    expect((await patch('add', '/credentials/oidc', links(['1', '2']))).body).toMatchObject(zeroTime);
    await kratos.admin('DELETE', `${path}/credentials/oidc?identifier=google:2`);
    expect((await patch('add', '/credentials/oidc', links(['1']))).body).toMatchObject(zeroTime);
  });

  test('of links of saml to what cannot be read makes it impossible to add or to remove one', async () => {
    await patch('add', '/credentials/saml', { type: 'saml', config: { providers: 5 } });
    await patch('add', '/credentials/oidc', links(['1']));
    expect(await kratos.admin('DELETE', `${path}/credentials/saml?identifier=x:y`)).toMatchObject({
      status: 500,
      body: { error: { reason: 'Unable to decode identity credentials.' } },
    });
    const body = { traits: { email: 'ada@example.com' }, credentials: { saml: {} } };
    expect(await kratos.admin('PUT', path, { body })).toMatchObject({
      status: 500,
      body: { error: { message: 'Code Bug Detected' } },
    });
  });

  test('of a passkey without identifiers takes any configuration', async () => {
    expect((await patch('add', '/credentials/passkey', { type: 'passkey', config: 'x' })).status).toBe(200);
  });

  test.each([
    [5, [{ subject: '', provider: '' }]],
    [{ a: { subject: 5, provider: null } }, [{ subject: '5', provider: '' }]],
    [[], undefined],
  ])('of the links of saml to %j shows what Kratos makes of them', async (providers, shown) => {
    await patch('add', '/credentials/saml', { type: 'saml', config: { providers } });
    const { credentials } = (await get('?include_credential=saml')) as {
      credentials: { saml: { config?: { providers: unknown } } };
    };
    expect(credentials.saml.config?.providers).toEqual(shown);
  });

  test('of a security key that is null completes it', async () => {
    const value = { type: 'webauthn', identifiers: ['x'], config: { credentials: [null], user_handle: '' } };
    await patch('add', '/credentials/webauthn', value);
    expect((await get('?include_credential=webauthn'))['credentials']).toMatchObject({
      webauthn: {
        config: { credentials: [{ is_passwordless: false }], user_handle: expect.stringMatching(/.{24}/) },
      },
    });
    expect((await kratos.admin('DELETE', `${path}/credentials/webauthn`)).status).toBe(204);
  });

  test('of a credential without a type is an internal error', async () => {
    expect(await patch('add', '/credentials/totp', { config: {} })).toMatchObject({
      status: 500,
      body: { error: { reason: expect.stringContaining('credentials_type for name ""') } },
    });
  });

  test.each(['/id', '/ID', '/credentials', '/credentials/oidc/config', '/stateChangedAt'])(
    'of %s is denied',
    async (pointer) => {
      expect(await patch('replace', pointer, 'x')).toMatchObject({
        status: 400,
        body: {
          error: {
            reason: 'An error occured when applying the JSON patch',
            message: `patch includes denied path: ${pointer}`,
          },
        },
      });
    },
  );

  test('to no schema means the default one from then on, though the identity does not say so', async () => {
    expect((await patch('remove', '/schema_id')).status).toBe(200);
    expect(await get()).toMatchObject({
      schema_id: '',
      schema_url: `${kratos.publicUrl}/schemas/ZGVmYXVsdA`,
    });
    expect((await patch('replace', '/traits/email', 'none')).status).toBe(400);
  });

  test('can take away when the state changed', async () => {
    await patch('remove', '/state_changed_at');
    expect(await get()).not.toHaveProperty('state_changed_at');
    await patch('replace', '/state', 'inactive');
    expect(await get()).toHaveProperty('state_changed_at');
  });

  test('stores a credential under its type, and under its own where traits identify it', async () => {
    const value = { type: 'totp', config: { totp_url: 'otpauth://x' } };
    expect((await patch('add', '/credentials/lookup_secret', value)).body).toMatchObject({
      credentials: { totp: { type: 'totp' } },
    });
    await patch('replace', '/credentials/password/type', 'totp');
    const { credentials } = await get('?include_credential=password');
    expect(credentials).toMatchObject({ password: { type: 'password', config: expect.anything() } });
    expect(credentials).not.toHaveProperty('lookup_secret');
  });

  test('that removes a password which was never set makes the credential new', async () => {
    await patch('remove', '/credentials/password');
    expect((await patch('remove', '/credentials/password')).body).toMatchObject({
      credentials: {
        password: { created_at: '0001-01-01T00:00:00Z', identifiers: ['ada@example.com'] },
      },
    });
  });

  test('of a code credential of the first version names its addresses once more', async () => {
    const address = { address: 'ada@example.com', channel: 'email' };
    await patch('add', '/credentials/code', { type: 'code', config: { addresses: [address] } });
    expect((await get('?include_credential=code'))['credentials']).toMatchObject({
      code: { version: 1, config: { addresses: [address, address] } },
    });
  });

  test.each([
    ['/organization_id', 5, 'uuid: incorrect UUID length 1 in string "5"'],
    ['/external_id', 5, 'json: cannot unmarshal number into Go value of type string'],
    ['/created_at', 5, 'Time.UnmarshalJSON: input is not a JSON string'],
    [
      '/credentials/password/version',
      1.5,
      'json: cannot unmarshal number 1.5 into Go struct field Credentials.credentials.version of type int',
    ],
  ])('of %s to %j is refused in the words of Go', async (pointer, value, message) => {
    expect(await patch('replace', pointer, value)).toMatchObject({
      status: 400,
      body: { error: { message } },
    });
  });

  test('can move the past', async () => {
    await patch('replace', '/created_at', '2019-01-01T00:00:00.5Z');
    await patch('replace', '/state_changed_at', '2019-01-01T01:00:00+01:00');
    expect(await get()).toMatchObject({
      created_at: '2019-01-01T00:00:00.5Z',
      state_changed_at: '2019-01-01T01:00:00Z',
    });
  });

  test('of a state that is none is refused, and so are invalid traits, and nothing is stored', async () => {
    const before = await get();
    expect(await patch('replace', '/state', 'blocked')).toMatchObject({
      status: 400,
      body: {
        error: { message: 'identity state is not valid', reason: expect.stringContaining("('blocked')") },
      },
    });
    expect((await patch('remove', '/traits/email')).status).toBe(400);
    expect(await get()).toEqual(before);
  });

  test('that removes an address gets it back from the trait, new and unverified', async () => {
    const [before] = (await get())['verifiable_addresses'] as { id: string }[];
    await patch('remove', '/verifiable_addresses/0');
    const [after] = (await get())['verifiable_addresses'] as { id: string; verified: boolean }[];
    expect(after?.id).not.toBe(before?.id);
    expect(after?.verified).toBe(false);
  });

  test('of an unknown identity is 404 whatever the body', async () => {
    expect((await kratos.admin('PATCH', '/admin/identities/nope', { raw: 'x' })).status).toBe(404);
  });
});
