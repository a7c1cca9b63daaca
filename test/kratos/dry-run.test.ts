import { describe, expect, test } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../src/kratos/admin.ts';
import { dryRun } from '../../src/kratos/dry-run.ts';
import type { HeldBack } from '../../src/kratos/held-back.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

const ada = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

const identity = {
  id: ada,
  schema_id: 'default',
  state: 'active',
  traits: { email: 'ada@example.com' },
  credentials: {
    password: { type: 'password', identifiers: ['ada@example.com'], config: { hashed_password: '$2a$old' } },
    totp: { type: 'totp', identifiers: [ada], config: { totp_url: 'otpauth://x' } },
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

const credentialsOf = async (admin: KratosAdmin) => (await admin.getIdentity(ada)).credentials;

test('lets reads through and holds everything else back, in order, with secrets masked', async () => {
  const { admin, heldBack, written } = await behindGate();
  const hash = new Secret('$2a$new');
  await admin.getIdentity(ada);
  await admin.patchIdentity(ada, [{ op: 'add', path: '/x', value: { deep: [hash] } }]);
  await admin.deleteCredential(ada, 'oidc', 'google:1');
  await admin.deleteSessions(ada);
  await admin.deleteIdentity(ada);
  expect(written).toEqual([]);
  expect(heldBack).toEqual([
    {
      method: 'PATCH',
      path: `/admin/identities/${ada}`,
      body: [{ op: 'add', path: '/x', value: { deep: ['[secret]'] } }],
    },
    { method: 'DELETE', path: `/admin/identities/${ada}/credentials/oidc?identifier=google%3A1` },
    { method: 'DELETE', path: `/admin/identities/${ada}/sessions` },
    { method: 'DELETE', path: `/admin/identities/${ada}` },
  ]);
});

describe('later reads show', () => {
  test('a patched value, with the secret that was sent, and the identifiers that traits give', async () => {
    const { admin } = await behindGate();
    const value = { type: 'password', config: { hashed_password: new Secret('$2a$new') } };
    await admin.patchIdentity(ada, [{ op: 'add', path: '/credentials/password', value }]);
    expect((await credentialsOf(admin))?.['password']).toEqual({
      type: 'password',
      identifiers: ['ada@example.com'],
      config: { hashed_password: '$2a$new' },
    });
  });

  test('a path with escapes, a missing parent, and what was removed', async () => {
    const { admin } = await behindGate();
    const after = await admin.patchIdentity(ada, [
      { op: 'add', path: '/metadata_admin/a~1b~0c', value: 1 },
      { op: 'replace', path: '/state', value: 'inactive' },
      { op: 'remove', path: '/credentials/totp' },
    ]);
    expect(after).toMatchObject({ metadata_admin: { 'a/b~c': 1 }, state: 'inactive' });
    expect(Object.keys(after.credentials ?? {})).toEqual(['password', 'oidc', 'webauthn']);
  });

  test('no credential that was deleted; of oidc the other link, of webauthn the passwordless key', async () => {
    const { admin } = await behindGate();
    await admin.deleteCredential(ada, 'totp');
    await admin.deleteCredential(ada, 'oidc', 'google:1');
    await admin.deleteCredential(ada, 'webauthn');
    await admin.deleteCredential(ada, 'lookup_secret');
    const credentials = await credentialsOf(admin);
    expect(credentials?.['totp']).toBeUndefined();
    expect(credentials?.['oidc']?.identifiers).toEqual(['google:2']);
    expect(credentials?.['webauthn']?.config).toEqual({ credentials: [{ id: 'b', is_passwordless: true }] });
  });

  test('no session that was revoked', async () => {
    const { admin } = await behindGate();
    expect(await admin.listSessions(ada)).toHaveLength(1);
    await admin.deleteSessions(ada);
    expect(await admin.listSessions(ada, true)).toEqual([]);
  });

  test('nothing of a deleted identity', async () => {
    const { admin } = await behindGate();
    await admin.deleteIdentity(ada);
    expect((await failureOf(admin.getIdentity(ada))).code).toBe('identity-not-found');
  });

  test('nothing different of another identity', async () => {
    const { admin } = await behindGate();
    await admin.deleteIdentity(other);
    await admin.deleteSessions(other);
    expect([(await admin.getIdentity(ada)).id, (await admin.listSessions(ada)).length]).toEqual([ada, 1]);
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
  expect(await admin.createRecoveryCode(ada, '1h')).toEqual({
    recovery_code: '<recovery code>',
    recovery_link: '<recovery link>',
    expires_at: '<expiry>',
  });
  expect(heldBack).toMatchObject([{ body: { identity_id: ada, expires_in: '1h' } }]);
});

const idOf = (n: number): string => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;

describe('of many writes', () => {
  const state = [{ op: 'replace' as const, path: '/state', value: 'inactive' }];
  const item = { text: '{"create":{"traits":{"email":"ada@example.com"}}}', plainPasswords: 0 as const };

  test('a batch is answered with a stand-in for each, and all batches are one entry of numbers', async () => {
    const { admin, heldBack, written } = await behindGate();
    const answer = await admin.createIdentities([item, item, item]);
    await admin.createIdentities([item]);
    expect(answer).toMatchObject({
      kind: 'answered',
      items: [{ id: '<new identity>' }, { id: '<new identity>' }, { id: '<new identity>' }],
    });
    expect(heldBack).toEqual([{ method: 'PATCH', path: '/admin/identities', requests: 2, identities: 4 }]);
    expect(written).toEqual([]);
  });

  test('one to an identity that stands in for those of a batch needs no Kratos', async () => {
    const { admin } = await behindGate();
    await admin.createIdentities([item]);
    expect(await admin.patchIdentity('<new identity>', state)).toMatchObject({ id: '<new identity>' });
  });

  test('a hundred are shown, and the others by their number', async () => {
    const { admin, heldBack } = await behindGate();
    await admin.createIdentities([item]);
    for (let n = 0; n < 104; n += 1) await admin.deleteSessions(idOf(n));
    await admin.deleteCredential(ada, 'oidc', 'google:1');
    await admin.deleteCredential(other, 'oidc', 'google:2');
    expect(heldBack).toHaveLength(103);
    expect(heldBack[100]?.path).toBe(`/admin/identities/${idOf(99)}/sessions`);
    expect(heldBack.slice(101)).toEqual([
      { method: 'DELETE', path: '/admin/identities/ID/sessions', requests: 4 },
      { method: 'DELETE', path: '/admin/identities/ID/credentials/oidc', requests: 2 },
    ]);
  });

  test('the last hundred are shown by later reads', async () => {
    const { admin } = await behindGate();
    await admin.patchIdentity(ada, state);
    for (let n = 0; n < 99; n += 1) await admin.deleteSessions(idOf(n));
    expect((await admin.getIdentity(ada)).state).toBe('inactive');
    await admin.deleteSessions(idOf(99));
    expect((await admin.getIdentity(ada)).state).toBe('active');
  });
});

test('an answer that is no JSON is passed on as it is', async () => {
  const url = await servers.http((_, response) => response.end('<html>'));
  const { transport } = dryRun(transportTo(url));
  await transport({ method: 'DELETE', path: `/admin/identities/${ada}/sessions` });
  expect((await transport({ method: 'GET', path: `/admin/identities/${ada}/sessions` })).text).toBe('<html>');
});
