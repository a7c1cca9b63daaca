import { describe, expect, test } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../src/kratos/admin.ts';
import { dryRun, type HeldBack } from '../../src/kratos/dry-run.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

const identity = {
  id: '1',
  schema_id: 'default',
  state: 'active',
  traits: { email: 'ada@example.com' },
  credentials: {
    password: { type: 'password', identifiers: ['ada@example.com'], config: { hashed_password: '$2a$old' } },
    totp: { type: 'totp', identifiers: ['1'], config: { totp_url: 'otpauth://x' } },
    oidc: { type: 'oidc', identifiers: ['google:1', 'google:2'] },
    webauthn: {
      type: 'webauthn',
      identifiers: ['ada@example.com'],
      config: {
        credentials: [
          { id: 'a', is_passwordless: false },
          { id: 'b', is_passwordless: true },
        ],
      },
    },
  },
};

/** An admin API behind the gate; the server below it answers reads and counts whatever else comes. */
async function behindGate(): Promise<{ admin: KratosAdmin; heldBack: HeldBack[]; written: string[] }> {
  const written: string[] = [];
  const url = await servers.http((request, response) => {
    if (request.method !== 'GET') written.push(`${request.method} ${request.url}`);
    const sessions = request.url?.includes('/sessions') === true;
    response.end(JSON.stringify(sessions ? [{ id: 's', active: true }] : identity));
  });
  const gate = dryRun(transportTo(url));
  return { admin: createAdmin(gate.transport, url), heldBack: gate.heldBack, written };
}

const credentialsOf = async (admin: KratosAdmin) => (await admin.getIdentity('1')).credentials;

test('lets reads through and holds everything else back, in order, with secrets masked', async () => {
  const { admin, heldBack, written } = await behindGate();
  const hash = new Secret('$2a$new');
  await admin.getIdentity('1');
  await admin.patchIdentity('1', [{ op: 'add', path: '/x', value: { deep: [hash] } }]);
  await admin.deleteCredential('1', 'oidc', 'google:1');
  await admin.deleteSessions('1');
  await admin.deleteIdentity('1');
  expect(written).toEqual([]);
  expect(heldBack).toEqual([
    {
      method: 'PATCH',
      path: '/admin/identities/1',
      body: [{ op: 'add', path: '/x', value: { deep: ['[secret]'] } }],
    },
    { method: 'DELETE', path: '/admin/identities/1/credentials/oidc?identifier=google%3A1' },
    { method: 'DELETE', path: '/admin/identities/1/sessions' },
    { method: 'DELETE', path: '/admin/identities/1' },
  ]);
});

describe('later reads show', () => {
  test('a patched value, with the secret that was sent, and the identifiers that traits give', async () => {
    const { admin } = await behindGate();
    const value = { type: 'password', config: { hashed_password: new Secret('$2a$new') } };
    await admin.patchIdentity('1', [{ op: 'add', path: '/credentials/password', value }]);
    expect((await credentialsOf(admin))?.['password']).toEqual({
      type: 'password',
      identifiers: ['ada@example.com'],
      config: { hashed_password: '$2a$new' },
    });
  });

  test('a path with escapes, a missing parent, and what was removed', async () => {
    const { admin } = await behindGate();
    const after = await admin.patchIdentity('1', [
      { op: 'add', path: '/metadata_admin/a~1b~0c', value: 1 },
      { op: 'replace', path: '/state', value: 'inactive' },
      { op: 'remove', path: '/credentials/totp' },
    ]);
    expect(after).toMatchObject({ metadata_admin: { 'a/b~c': 1 }, state: 'inactive' });
    expect(Object.keys(after.credentials ?? {})).toEqual(['password', 'oidc', 'webauthn']);
  });

  test('no credential that was deleted; of oidc the other link, of webauthn the passwordless key', async () => {
    const { admin } = await behindGate();
    await admin.deleteCredential('1', 'totp');
    await admin.deleteCredential('1', 'oidc', 'google:1');
    await admin.deleteCredential('1', 'webauthn');
    await admin.deleteCredential('1', 'lookup_secret');
    const credentials = await credentialsOf(admin);
    expect(credentials?.['totp']).toBeUndefined();
    expect(credentials?.['oidc']?.identifiers).toEqual(['google:2']);
    expect(credentials?.['webauthn']?.config).toEqual({ credentials: [{ id: 'b', is_passwordless: true }] });
  });

  test('no session that was revoked', async () => {
    const { admin } = await behindGate();
    expect(await admin.listSessions('1')).toHaveLength(1);
    await admin.deleteSessions('1');
    expect(await admin.listSessions('1', true)).toEqual([]);
  });

  test('nothing of a deleted identity', async () => {
    const { admin } = await behindGate();
    await admin.deleteIdentity('1');
    expect((await failureOf(admin.getIdentity('1'))).code).toBe('identity-not-found');
  });

  test('nothing different of another identity', async () => {
    const { admin } = await behindGate();
    await admin.deleteIdentity('2');
    await admin.deleteSessions('2');
    expect([(await admin.getIdentity('1')).id, (await admin.listSessions('1')).length]).toEqual(['1', 1]);
  });

  test('a new identity under its stand-in id', async () => {
    const { admin, written } = await behindGate();
    const created = await admin.createIdentity({
      schema_id: 'default',
      traits: { email: 'grace@example.com' },
    });
    expect(created.id).toBe('<new identity>');
    expect(await admin.getIdentity(created.id)).toMatchObject({ traits: { email: 'grace@example.com' } });
    expect(written).toEqual([]);
  });
});

test('a recovery code is a stand-in that no one can take for one', async () => {
  const { admin, heldBack } = await behindGate();
  expect(await admin.createRecoveryCode('1', '1h')).toEqual({
    recovery_code: '<recovery code>',
    recovery_link: '<recovery link>',
    expires_at: '<expiry>',
  });
  expect(heldBack).toMatchObject([{ body: { identity_id: '1', expires_in: '1h' } }]);
});

test('an answer that is no JSON is passed on as it is', async () => {
  const url = await servers.http((_, response) => response.end('<html>'));
  const { transport } = dryRun(transportTo(url));
  await transport({ method: 'DELETE', path: '/admin/identities/1/sessions' });
  expect((await transport({ method: 'GET', path: '/admin/identities/1/sessions' })).text).toBe('<html>');
});
