import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { useServers } from '../servers.ts';
import { inFrontOf, kratosError, look, troubles, type Intercept } from './looking.ts';

let kratos: KratosUnderTest;
beforeAll(async () => {
  kratos = await startKratos();
});
afterAll(() => kratos.close());

const servers = useServers();
const lookThrough = async (intercept: Intercept) =>
  look({
    adminUrl: await servers.http(inFrontOf(kratos.adminUrl, intercept)),
    publicUrl: kratos.publicUrl,
  });

describe('the right to read', () => {
  it.each([
    [401, 'unauthorised', 'wants credentials (401).'],
    [403, 'forbidden', 'forbids this request (403).'],
  ] as const)('refused with %i fails as %s, and leaves the writes unasked', async (status, code, message) => {
    const { found, findings } = await lookThrough(() => ({ status, text: 'no' }));
    expect(found['read']).toMatchObject({
      status: 'failed',
      code,
      message: expect.stringContaining(message),
      next: expect.any(String),
    });
    expect(troubles(findings)).toEqual({
      read: 'failed',
      ready: 'unknown',
      'admin-url': 'unknown',
      version: 'unknown',
      write: 'unknown',
      'recovery-code': 'unknown',
      'recovery-link': 'unknown',
    });
  });

  it('fails as Kratos fails', async () => {
    const reason = 'the database is away';
    const { found } = await lookThrough((_method, path) =>
      path === '/admin/identities' ? kratosError(500, reason) : undefined,
    );
    expect(found['read']).toMatchObject({ status: 'failed', code: 'kratos-rejected' });
    expect(found['read']?.message).toContain(reason);
    expect(found['admin-url']).toMatchObject({ status: 'unknown' });
  });
});

describe('the right to write', () => {
  it.each([
    [401, 'unauthorised'],
    [403, 'forbidden'],
    [405, 'forbidden'],
  ] as const)('refused with %i by what lets reads through fails as %s', async (status, code) => {
    const { found, findings } = await lookThrough((method) =>
      method === 'GET' ? undefined : { status, text: 'not this' },
    );
    expect(found['write']).toEqual({
      check: 'write',
      status: 'failed',
      code,
      message: `What stands in front of Kratos lets reads through, but not: create (POST, ${status}), change (PATCH, ${status}), delete (DELETE, ${status}), delete sessions (DELETE, ${status}), delete credentials (DELETE, ${status}).`,
      next: expect.stringContaining('Ask whoever runs it'),
    });
    expect(troubles(findings)).toEqual({
      write: 'failed',
      'recovery-code': 'unknown',
      'recovery-link': 'unknown',
    });
  });

  it('names the one that is refused', async () => {
    const { found } = await lookThrough((method, path) =>
      method === 'DELETE' && path.endsWith('/sessions') ? { status: 403 } : undefined,
    );
    expect(found['write']?.message).toBe(
      'What stands in front of Kratos lets reads through, but not: delete sessions (DELETE, 403).',
    );
  });

  it('is unknown where the answer is not that of Kratos', async () => {
    const gone = await lookThrough((method) =>
      method === 'PATCH' ? { status: 404, text: 'gone' } : undefined,
    );
    expect(gone.found['write']).toMatchObject({
      status: 'unknown',
      message: expect.stringMatching(
        /^Unknown, because it cannot be told whether one can change: .+\(?404.+\.$/,
      ),
    });
    const agreed = await lookThrough((method) => (method === 'PATCH' ? { json: {} } : undefined));
    expect(agreed.found['write']?.message).toBe(
      'Unknown, because it cannot be told whether one can change: PATCH on an identity that does not exist was not refused.',
    );
  });

  it('is asked of an identity that does not exist, another one each time', async () => {
    const ids = new Set<string>();
    const paths: string[] = [];
    const note: Intercept = (method, path) => {
      if (method !== 'GET')
        paths.push(`${method} ${path.replace(/[0-9a-f-]{36}/, (id) => (ids.add(id), 'ID'))}`);
      return undefined;
    };
    await lookThrough(note);
    expect(paths.toSorted()).toEqual([
      'DELETE /admin/identities/ID',
      'DELETE /admin/identities/ID/credentials/totp',
      'DELETE /admin/identities/ID/sessions',
      'PATCH /admin/identities/ID',
      'POST /admin/identities',
      'POST /admin/recovery/code',
      'POST /admin/recovery/link',
    ]);
    expect(ids.size).toBe(1);
    await lookThrough(note);
    expect(ids.size).toBe(2);
  });
});
