import { describe, expect, test } from 'vitest';
import { completeIdentity } from '../../../src/transfer/change/complete-identity.ts';
import { completionPatch } from '../../../src/transfer/change/completion-patch.ts';
import { createPerson } from '../../actions/people.ts';
import { kratosError, startProxy } from '../../actions/proxy.ts';
import { failureOf } from '../../kratos/failure.ts';
import { loginTwice } from './second-login.ts';
import { totpCode } from './totp-code.ts';
import { adminOf, useKratos } from '../import/use-kratos.ts';

const scene = useKratos();

const secret = Buffer.from('12345678901234567890');
const totp = {
  config: { totp_url: 'otpauth://totp/idp:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=idp' },
};
const lookup_secret = { config: { recovery_codes: [{ code: 'aaaa1111' }, { code: 'bbbb2222' }] } };

test('the code of RFC 6238 is that of its appendix', () => {
  expect(totpCode(secret, new Date(1_111_111_109_000))).toBe('081804');
});

test('the factors are one patch, and each says whose it is', () => {
  expect(completionPatch('some-id', { totp, lookup_secret })).toEqual([
    { op: 'add', path: '/credentials/totp', value: { type: 'totp', identifiers: ['some-id'], ...totp } },
    {
      op: 'add',
      path: '/credentials/lookup_secret',
      value: { type: 'lookup_secret', identifiers: ['some-id'], ...lookup_secret },
    },
  ]);
});

test('somebody with an authenticator app can log in with it, and with a recovery code', async () => {
  const { id, email } = await createPerson(scene.kratos);
  expect(await completeIdentity(scene.admin, id, { totp, lookup_secret })).toBe('done');
  const passed = { first: 403, proven: 200, level: 'aal2' };
  const code = totpCode(secret, new Date());
  expect(await loginTwice(scene.kratos, email, { method: 'totp', totp_code: code })).toEqual(passed);
  const recovery = { method: 'lookup_secret', lookup_secret: 'bbbb2222' } as const;
  expect(await loginTwice(scene.kratos, email, recovery)).toEqual(passed);
  expect(await loginTwice(scene.kratos, email, recovery)).toMatchObject({ first: 403, proven: 400 });
});

test.each([
  ['totp', { totp }],
  ['lookup_secret', { lookup_secret }],
])('%s alone is one request', async (kind, completion) => {
  const { id } = await createPerson(scene.kratos);
  const proxy = await startProxy(scene.kratos.adminUrl, () => undefined);
  try {
    expect(await completeIdentity(adminOf(proxy.adminUrl), id, completion)).toBe('done');
    expect(proxy.seen).toEqual([`PATCH /admin/identities/${id}`]);
  } finally {
    await proxy.close();
  }
  const { credentials } = await scene.kratos.getIdentity(id, 'totp', 'lookup_secret');
  expect(Object.keys(credentials ?? {}).filter((one) => one === 'totp' || one === 'lookup_secret')).toEqual([
    kind,
  ]);
});

describe('again', () => {
  test('adds what is missing, and lets alone what its owner has changed since', async () => {
    const { id } = await createPerson(scene.kratos);
    await completeIdentity(scene.admin, id, { lookup_secret });
    const recovery_codes = [{ code: 'aaaa1111', used_at: '2024-01-02T03:04:05Z' }, { code: 'bbbb2222' }];
    await scene.kratos.patch(id, {
      op: 'add',
      path: '/credentials/lookup_secret',
      value: { type: 'lookup_secret', identifiers: [id], config: { recovery_codes } },
    });
    const completion = { totp, lookup_secret };
    expect(await completeIdentity(scene.admin, id, completion, { again: true })).toBe('done');
    const { credentials } = await scene.kratos.getIdentity(id, 'totp', 'lookup_secret');
    expect(credentials?.['totp']?.config).toEqual(totp.config);
    expect(credentials?.['lookup_secret']?.config).toMatchObject({ recovery_codes });
  });

  test('changes nothing where all is there', async () => {
    const { id } = await createPerson(scene.kratos);
    const completion = { totp, lookup_secret };
    await completeIdentity(scene.admin, id, completion);
    const before = await scene.kratos.getIdentity(id);
    expect(await completeIdentity(scene.admin, id, completion, { again: true })).toBe('done');
    expect((await scene.kratos.getIdentity(id)).updated_at).toBe(before.updated_at);
  });
});

test('what Kratos refuses is told, and that the identity is there', async () => {
  const { id } = await createPerson(scene.kratos);
  const proxy = await startProxy(scene.kratos.adminUrl, () => kratosError(400, 'not like this'));
  try {
    expect(await completeIdentity(adminOf(proxy.adminUrl), id, { totp })).toEqual({
      problem: {
        code: 'completion',
        pointer: '/credentials',
        message: `Kratos refuses the second factors for the identity ${id}; the identity itself is there`,
        rejects: false,
      },
      answer: { status: 400, reason: 'not like this' },
    });
  } finally {
    await proxy.close();
  }
});

test('an identity that is gone fails with identity-not-found', async () => {
  const { id } = await createPerson(scene.kratos);
  await scene.kratos.admin('DELETE', `/admin/identities/${id}`);
  expect((await failureOf(completeIdentity(scene.admin, id, { totp }))).code).toBe('identity-not-found');
});
