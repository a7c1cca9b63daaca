import { afterAll, beforeAll, expect, test } from 'vitest';
import { member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

const unknownId = '6f0b3c6e-0000-4000-8000-000000000000';

test('sessions of an identity are listed newest first, with devices and a bare identity', async () => {
  const id = await kratos.createIdentity('list@sessions.example', { metadata_admin: { secret: 1 } });
  const first = member(await kratos.login('list@sessions.example'), 'session', 'id');
  const second = member(await kratos.login('list@sessions.example'), 'session', 'id');

  const listed = await kratos.admin('GET', `/admin/identities/${id}/sessions`);
  expect(listed.status).toBe(200);
  expect(listed.headers.get('x-total-count')).toBe('2');
  expect(listed.body).toMatchObject([
    { id: second, active: true, authentication_methods: [{ method: 'password', aal: 'aal1' }] },
    { id: first, identity: { id, schema_url: '' }, devices: [{ location: '' }] },
  ]);
  expect(JSON.stringify(listed.body)).not.toContain('secret');
  expect(JSON.stringify(listed.body)).not.toContain('recovery_addresses');
});

test('a device says from where and with what the session was opened', async () => {
  const id = await kratos.createIdentity('device@sessions.example');
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
  await kratos.public('POST', `/self-service/login?flow=${flow}`, {
    body: {
      method: 'password',
      identifier: 'device@sessions.example',
      password: 'correct horse battery staple 42',
    },
    headers: { 'user-agent': 'a terminal' },
  });
  const listed = await kratos.admin('GET', `/admin/identities/${id}/sessions`);
  expect(listed.body).toMatchObject([{ devices: [{ user_agent: 'a terminal' }] }]);
  expect(member(listed, 0, 'devices', 0, 'ip_address')).toMatch(/^127\.0\.0\.1:\d+$/);
});

test('page 0 and page 1 are the same sessions, though the links count from 0', async () => {
  const id = await kratos.createIdentity('pages@sessions.example');
  const ids: string[] = [];
  for (let login = 0; login < 3; login++) {
    ids.unshift(member(await kratos.login('pages@sessions.example'), 'session', 'id'));
  }
  const page = async (query: string): Promise<unknown[]> => {
    const { body } = await kratos.admin('GET', `/admin/identities/${id}/sessions?per_page=2${query}`);
    return (body as { id: string }[]).map((session) => session.id);
  };
  expect(await page('')).toEqual(ids.slice(0, 2));
  expect(await page('&page=1')).toEqual(ids.slice(0, 2));
  expect(await page('&page=2')).toEqual(ids.slice(2));
  expect(await page('&page=3')).toEqual([]);
});

test('active=true leaves out revoked sessions and active=false leaves out the others', async () => {
  const id = await kratos.createIdentity('filter@sessions.example');
  const revoked = member(await kratos.login('filter@sessions.example'), 'session', 'id');
  const running = member(await kratos.login('filter@sessions.example'), 'session', 'id');
  await kratos.admin('DELETE', `/admin/sessions/${revoked}`);
  const list = async (query: string): Promise<unknown> =>
    (await kratos.admin('GET', `/admin/identities/${id}/sessions${query}`)).body;

  expect(await list('')).toMatchObject([
    { id: running, active: true },
    { id: revoked, active: false },
  ]);
  expect(await list('?active=true')).toMatchObject([{ id: running }]);
  expect(await list('?active=F')).toMatchObject([{ id: revoked }]);
  const refused = await kratos.admin('GET', `/admin/identities/${id}/sessions?active=x`);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ error: { message: 'could not parse parameter active' } });
});

test('deleting all sessions of an identity really deletes them, and is 404 when there are none', async () => {
  const id = await kratos.createIdentity('delete@sessions.example');
  const login = await kratos.login('delete@sessions.example');
  const deleted = await kratos.admin('DELETE', `/admin/identities/${id}/sessions`);
  expect(deleted.status).toBe(204);
  expect(deleted.headers.get('content-type')).toBeNull();

  const session = await kratos.admin('GET', `/admin/sessions/${member(login, 'session', 'id')}`);
  expect(session.status).toBe(404);
  expect((await kratos.admin('DELETE', `/admin/identities/${id}/sessions`)).status).toBe(404);
});

test('an unknown identity has no sessions to list and none to delete; a malformed id is 400', async () => {
  const unknown = await kratos.admin('GET', `/admin/identities/${unknownId}/sessions`);
  expect([unknown.status, unknown.body]).toEqual([200, []]);
  expect((await kratos.admin('DELETE', `/admin/identities/${unknownId}/sessions`)).status).toBe(404);
  expect((await kratos.admin('GET', '/admin/identities/nope/sessions')).body).toEqual({
    error: {
      code: 400,
      status: 'Bad Request',
      message: 'uuid: incorrect UUID length 4 in string "nope"',
    },
  });
});

test('deleting an identity ends and deletes its sessions', async () => {
  const id = await kratos.createIdentity('gone@sessions.example');
  const login = await kratos.login('gone@sessions.example');
  await kratos.admin('DELETE', `/admin/identities/${id}`);
  const headers = { 'x-session-token': member(login, 'session_token') };
  expect((await kratos.public('GET', '/sessions/whoami', { headers })).status).toBe(401);
  expect((await kratos.admin('GET', `/admin/sessions/${member(login, 'session', 'id')}`)).status).toBe(404);
});
