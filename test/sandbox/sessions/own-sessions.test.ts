import { afterAll, beforeAll, expect, test } from 'vitest';
import { member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

interface LoggedIn {
  id: string;
  headers: Record<string, string>;
}

async function logIn(email: string): Promise<LoggedIn> {
  const answer = await kratos.login(email);
  const headers = { 'x-session-token': member(answer, 'session_token') };
  return { id: member(answer, 'session', 'id'), headers };
}

async function threeSessions(email: string): Promise<[LoggedIn, LoggedIn, LoggedIn]> {
  await kratos.createIdentity(email);
  return [await logIn(email), await logIn(email), await logIn(email)];
}

test('lists the other active sessions of the caller, newest first, in pages', async () => {
  const [mine, second, third] = await threeSessions('list@own.example');
  const { headers } = mine;
  const all = await kratos.public('GET', '/sessions', { headers });
  expect(all.body).toMatchObject([{ id: third.id }, { id: second.id }]);
  expect(all.headers.get('x-total-count')).toBe('2');
  const page = await kratos.public('GET', '/sessions?page_size=1', { headers });
  expect(page.body).toMatchObject([{ id: third.id }]);
  await kratos.public('DELETE', `/sessions/${third.id}`, { headers });
  expect((await kratos.public('GET', '/sessions', { headers })).body).toMatchObject([{ id: second.id }]);
});

test('revokes another session of the caller, but not the one that asks', async () => {
  const [mine, other] = await threeSessions('revoke@own.example');
  const { headers } = mine;
  expect(await kratos.public('DELETE', `/sessions/${other.id}`, { headers })).toMatchObject({ status: 204 });
  expect(await kratos.public('GET', '/sessions/whoami', other)).toMatchObject({ status: 401 });
  expect(await kratos.public('DELETE', `/sessions/${mine.id}`, { headers })).toMatchObject({
    status: 400,
    body: { error: { message: 'cannot revoke current session' } },
  });
});

test('answers 204 for a session of somebody else, and leaves it alone', async () => {
  const [mine] = await threeSessions('mine@own.example');
  const [theirs] = await threeSessions('theirs@own.example');
  expect(await kratos.public('DELETE', `/sessions/${theirs.id}`, mine)).toMatchObject({ status: 204 });
  expect(await kratos.public('GET', '/sessions/whoami', theirs)).toMatchObject({ status: 200 });
});

test('revokes all others, and counts them again when asked again', async () => {
  const [mine, second, third] = await threeSessions('all@own.example');
  const { headers } = mine;
  for (const time of ['first', 'second']) {
    const revoked = await kratos.public('DELETE', '/sessions', { headers });
    expect([time, revoked.status, revoked.body]).toEqual([time, 200, { count: 2 }]);
  }
  const states = await Promise.all(
    [mine, second, third].map(async (one) => (await kratos.public('GET', '/sessions/whoami', one)).status),
  );
  expect(states).toEqual([200, 401, 401]);
});

test.each([
  ['GET', '/sessions'],
  ['DELETE', '/sessions'],
  ['DELETE', '/sessions/nope'],
])('%s %s without a session is 401', async (method, path) => {
  expect(await kratos.public(method, path)).toMatchObject({
    status: 401,
    body: { error: { reason: 'No valid session cookie found.' } },
  });
});

test('logging out ends the session of the token, and says so again when repeated', async () => {
  const [mine] = await threeSessions('logout@own.example');
  const body = { session_token: mine.headers['x-session-token'] };
  for (const time of ['first', 'second']) {
    const { status } = await kratos.public('DELETE', '/self-service/logout/api', { body });
    expect([time, status]).toEqual([time, 204]);
  }
  expect(await kratos.public('GET', '/sessions/whoami', mine)).toMatchObject({ status: 401 });
});

test('logging out with an unknown token is 403, without a body 400', async () => {
  const unknown = await kratos.public('DELETE', '/self-service/logout/api', {
    body: { session_token: 'no' },
  });
  expect(unknown).toMatchObject({ status: 403, body: { error: { status: 'Forbidden' } } });
  expect(await kratos.public('DELETE', '/self-service/logout/api')).toMatchObject({ status: 400 });
});
