import { expect, test } from 'vitest';
import type { Completion } from '../../../src/transfer/import/import-row.ts';
import { updateIdentity } from '../../../src/transfer/change/update-identity.ts';
import { lastingPartsOf, login, uniqueEmail, uniqueName } from '../../actions/people.ts';
import { startProxy } from '../../actions/proxy.ts';
import { readyRow } from '../import/ready-row.ts';
import { traitsOf, useUpdateScene, withCredentials } from './update-scene.ts';
import { adminOf } from '../import/use-kratos.ts';

const scene = useUpdateScene();

const newPassword = 'a new passphrase 8';
/** Of it, at cost 4. */
const newHash = '$2b$04$nscJMoqkoVHxTS5SiPr3.uz9ovrmiwMo13KoWU6KzUyVAXrtnPomC';

test('a password is replaced where its hash differs, and all else stays', async () => {
  const identity = await scene.createRich();
  const traits = traitsOf(identity);
  const before = await scene.whole(identity.id);
  const said = { traits, credentials: { password: { config: { hashed_password: newHash } } } };
  expect(await scene.update(identity.id, said)).toBe('unchanged');
  expect(await scene.update(identity.id, said, withCredentials)).toBe('updated');
  expect(await scene.whole(identity.id)).toMatchObject({
    ...before,
    credentials: {
      ...(before['credentials'] as object),
      password: { config: { hashed_password: newHash } },
    },
  });
  const { email, username } = traits;
  for (const name of [email, username]) {
    expect(await login(scene.kratos, String(name), newPassword)).toBeDefined();
  }
  expect(await scene.update(identity.id, said, withCredentials)).toBe('unchanged');
});

test('a password in the clear is refused, for Kratos would keep it so', async () => {
  const identity = await scene.createRich();
  const said = {
    traits: traitsOf(identity),
    credentials: { password: { config: { password: newPassword } } },
  };
  expect(await scene.update(identity.id, said, withCredentials)).toMatchObject({
    problem: {
      code: 'password',
      rejects: true,
      message: expect.stringContaining('--hash-passwords') as unknown,
    },
  });
});

test('the migration hook is for who has no password, and is not put before one', async () => {
  const hook = { password: { config: { use_password_migration_hook: true as const } } };
  const rich = await scene.createRich();
  const kept = { traits: traitsOf(rich), credentials: hook };
  expect(await scene.update(rich.id, kept, withCredentials)).toBe('unchanged');
  const bare = await scene.kratos.createIdentity({ traits: { email: uniqueEmail('bob') } });
  const said = { traits: traitsOf(bare), credentials: hook };
  expect(await scene.update(bare.id, said, withCredentials)).toBe('updated');
  const { credentials } = await scene.kratos.getIdentity(bare.id, 'password');
  expect(credentials?.['password']?.config).toEqual({ use_password_migration_hook: true });
  expect(await scene.update(bare.id, said, withCredentials)).toBe('unchanged');
});

test('links are added to those that are there', async () => {
  const identity = await scene.createRich();
  const held = identity.credentials?.['oidc']?.identifiers ?? [];
  const subject = uniqueName('T');
  const saml = { config: { providers: [{ provider: 'okta', subject }] } };
  const oidc = { config: { providers: [{ provider: 'google', subject, use_auto_link: true as const }] } };
  const said = { traits: traitsOf(identity), credentials: { oidc, saml } };
  const before = await scene.whole(identity.id);
  expect(await scene.update(identity.id, said, withCredentials)).toBe('updated');
  const after = await scene.kratos.getIdentity(identity.id, 'oidc', 'saml', 'password');
  expect(after.credentials?.['oidc']?.identifiers?.toSorted()).toEqual(
    [...held, `google:${subject}`].toSorted(),
  );
  expect(after.credentials?.['oidc']?.config).toMatchObject({
    providers: [{ provider: 'google' }, { provider: 'google', subject, use_auto_link: true }],
  });
  expect(after.credentials?.['saml']?.identifiers).toEqual([`okta:${subject}`]);
  expect(lastingPartsOf(after)).toEqual({ ...before, credentials: undefined });
  const found = await scene.admin.listByCredentialIdentifier(`google:${subject}`);
  expect(found.map(({ id }) => id)).toEqual([identity.id]);
  expect(await scene.update(identity.id, said, withCredentials)).toBe('unchanged');
});

test('a link beside one whose tokens would be lost is refused', async () => {
  const identity = await scene.createRich();
  const proxy = await startProxy(scene.kratos.adminUrl, ({ method, query }) => {
    if (method !== 'GET' || !query.includes('oidc')) return undefined;
    const [identifier = ''] = identity.credentials?.['oidc']?.identifiers ?? [];
    const link = { provider: 'google', subject: identifier.slice(7), initial_refresh_token: 'token' };
    const oidc = { type: 'oidc', identifiers: [identifier], config: { providers: [link] } };
    return { status: 200, body: { ...identity, credentials: { oidc } } };
  });
  const oidc = { config: { providers: [{ provider: 'google', subject: 'Another' }] } };
  const row = readyRow({ traits: traitsOf(identity), credentials: { oidc } });
  try {
    expect(await updateIdentity(adminOf(proxy.adminUrl), identity.id, row, withCredentials)).toEqual({
      problem: {
        code: 'link',
        pointer: '/credentials/oidc/config/providers/0',
        value: 'google:A***',
        rejects: true,
        message: expect.stringContaining('tokens') as unknown,
      },
    });
  } finally {
    await proxy.close();
  }
});

test('second factors are replaced where they differ, and used codes that stay are still used', async () => {
  const identity = await scene.createRich();
  const { id } = identity;
  const used = { code: 'aaaa1111', used_at: '2024-01-02T03:04:05Z' };
  const recovery_codes = [used, { code: 'bbbb2222' }];
  const value = { type: 'lookup_secret', identifiers: [id], config: { recovery_codes } };
  await scene.kratos.patch(id, { op: 'add', path: '/credentials/lookup_secret', value });
  const said = { traits: traitsOf(identity) };
  const same = completion('bbbb2222', 'aaaa1111');
  expect(await scene.update(id, said, withCredentials, { lookup_secret: same.lookup_secret! })).toBe(
    'unchanged',
  );
  const more = completion('aaaa1111', 'cccc3333');
  expect(await scene.update(id, said, withCredentials, more)).toBe('updated');
  const { credentials } = await scene.kratos.getIdentity(id, 'totp', 'lookup_secret');
  expect(credentials?.['totp']).toMatchObject({ identifiers: [id], config: more.totp!.config });
  expect(credentials?.['lookup_secret']?.config).toMatchObject({
    recovery_codes: [used, { code: 'cccc3333' }],
  });
  expect(await scene.update(id, said, withCredentials, more)).toBe('unchanged');
});

const completion = (...codes: readonly string[]): Completion => ({
  totp: { config: { totp_url: 'otpauth://totp/idp:ada?secret=JBSWY3DPEHPK3PXP&issuer=idp' } },
  lookup_secret: { config: { recovery_codes: codes.map((code) => ({ code })) } },
});
