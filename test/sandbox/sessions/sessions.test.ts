import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Answer, member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
let now: Date;
let identityId: string;
beforeEach(async () => {
  now = new Date('2026-11-20T10:00:00Z');
  kratos = await runSandbox({ now: () => now });
  identityId = await kratos.createIdentity('ada@sessions.example', { metadata_admin: { secret: 1 } });
});
afterEach(() => kratos.close());

const unknownId = '6f0b3c6e-0000-4000-8000-000000000000';

async function openSession(): Promise<{ id: string; token: string }> {
  const login = await kratos.login('ada@sessions.example');
  return { id: member(login, 'session', 'id'), token: member(login, 'session_token') };
}

function idsOf(listed: Answer): string[] {
  return (listed.body as { id: string }[]).map(({ id }) => id);
}

test('a session shows identity and devices only when they are asked for, in any case', async () => {
  const { id } = await openSession();
  const get = async (query: string): Promise<unknown> =>
    (await kratos.admin('GET', `/admin/sessions/${id}${query}`)).body;

  expect(await get('')).toMatchObject({ identity: null, devices: [] });
  expect(await get('?expand=Identity')).toMatchObject({
    identity: { id: identityId, schema_url: `${kratos.publicUrl}/schemas/ZGVmYXVsdA` },
    devices: [],
  });
  expect(await get('?expand=identity&expand=devices')).toMatchObject({
    identity: { recovery_addresses: [{ value: 'ada@sessions.example' }] },
    devices: [{ location: '' }],
  });
  expect(JSON.stringify(await get('?expand=identity'))).not.toContain('secret');
  expect(await get('?expand=nope')).toMatchObject({
    error: { code: 400, reason: 'Could not parse expand option: nope' },
  });
});

test('all sessions are walked page by page, newest first, with an opaque token', async () => {
  const opened = [await openSession(), await openSession(), await openSession()];
  const newestFirst = opened.map(({ id }) => id).toReversed();

  const first = await kratos.admin('GET', '/admin/sessions?page_size=2');
  expect(idsOf(first)).toEqual(newestFirst.slice(0, 2));
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const second = await kratos.admin('GET', next);
  expect(idsOf(second)).toEqual(newestFirst.slice(2));
  expect(second.headers.get('link')).not.toContain('rel="next"');
});

test('a page that is exactly full is the last one', async () => {
  await openSession();
  const listed = await kratos.admin('GET', '/admin/sessions?page_size=1');
  expect(listed.headers.get('link')).toMatch(
    /^<\/admin\/sessions\?page_size=1&page_token=[^>]+>; rel="first"$/,
  );
});

test('a page token that nobody handed out is refused', async () => {
  const unreadable = { error: { code: 400, message: 'could not parse parameter page_size' } };
  for (const query of ['page_token=zzz!', 'page_size=abc']) {
    const { body } = await kratos.admin('GET', `/admin/sessions?${query}`);
    expect(body).toMatchObject(unreadable);
  }
  const token = Buffer.from('id=x').toString('base64url');
  expect((await kratos.admin('GET', `/admin/sessions?page_token=${token}`)).body).toMatchObject({
    error: { reason: 'The page token is invalid, do not craft your own page tokens' },
  });
});

test('a revoked session is kept as inactive, its token ends, and revoking it again changes nothing', async () => {
  const { id, token } = await openSession();
  for (let time = 0; time < 2; time++) {
    const revoked = await kratos.admin('DELETE', `/admin/sessions/${id}`);
    expect(revoked.status).toBe(204);
    expect(revoked.headers.get('content-type')).toBe('application/json; charset=utf-8');
  }
  expect((await kratos.admin('GET', `/admin/sessions/${id}`)).body).toMatchObject({ active: false });
  const { status } = await kratos.public('GET', '/sessions/whoami', {
    headers: { 'x-session-token': token },
  });
  expect(status).toBe(401);
});

test('a session ends 24 hours after the login', async () => {
  const { id, token } = await openSession();
  const whoami = async (): Promise<number> =>
    (await kratos.public('GET', '/sessions/whoami', { headers: { 'x-session-token': token } })).status;

  now = new Date('2026-11-21T09:59:59Z');
  expect(await whoami()).toBe(200);
  now = new Date('2026-11-21T10:00:01Z');
  expect(await whoami()).toBe(401);
  expect((await kratos.admin('GET', `/admin/sessions/${id}`)).body).toMatchObject({ active: false });
  expect(idsOf(await kratos.admin('GET', '/admin/sessions?active=true'))).toEqual([]);
  expect(idsOf(await kratos.admin('GET', '/admin/sessions?active=false'))).toEqual([id]);
});

test('extending a session lets it last a whole lifespan from now on', async () => {
  const { id } = await openSession();
  now = new Date('2026-11-20T22:00:00Z');
  const extended = await kratos.admin('PATCH', `/admin/sessions/${id}/extend`);
  expect(extended.status).toBe(200);
  expect(extended.body).toMatchObject({
    id,
    expires_at: '2026-11-21T22:00:00Z',
    identity: { id: identityId },
    devices: [],
  });
});

test('extending does not bring a revoked session back', async () => {
  const { id } = await openSession();
  await kratos.admin('DELETE', `/admin/sessions/${id}`);
  const extended = await kratos.admin('PATCH', `/admin/sessions/${id}/extend`);
  expect([extended.status, extended.body]).toMatchObject([200, { active: false }]);
});

test('an unknown session is 404 and a malformed id 400, whatever is asked of it', async () => {
  for (const [method, suffix] of [
    ['GET', ''],
    ['DELETE', ''],
    ['PATCH', '/extend'],
  ] as const) {
    expect((await kratos.admin(method, `/admin/sessions/${unknownId}${suffix}`)).body).toEqual({
      error: { code: 404, status: 'Not Found', message: 'Unable to locate the resource' },
    });
    expect((await kratos.admin(method, `/admin/sessions/nope${suffix}`)).status).toBe(400);
  }
});

test('whoami and the deletion of all sessions are sent from the admin port to the public one', async () => {
  const whoami = await kratos.admin('GET', '/admin/sessions/whoami');
  expect([whoami.status, whoami.headers.get('location')]).toEqual([
    307,
    `${kratos.publicUrl}/sessions/whoami`,
  ]);
  const all = await kratos.admin('DELETE', '/admin/sessions');
  expect([all.status, all.headers.get('location')]).toEqual([307, `${kratos.publicUrl}/sessions`]);
});

test('other methods are 405', async () => {
  const refused = await kratos.admin('POST', '/admin/sessions', { body: {} });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'DELETE, GET, HEAD']);
  const extend = await kratos.admin('GET', `/admin/sessions/${unknownId}/extend`);
  expect([extend.status, extend.headers.get('allow')]).toEqual([405, 'PATCH']);
});
