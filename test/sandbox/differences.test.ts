import http from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPhoneNumber } from '../../src/sandbox/schemas/formats.ts';
import { member, messagesOf, password, type RunningSandbox, runSandbox } from './running-sandbox.ts';

// What the embedded Kratos answers otherwise than a real one, and docs/sandbox.md says so under the same names.

let kratos: RunningSandbox;
let identityId: string;
let sessionToken: string;
beforeAll(async () => {
  kratos = await runSandbox();
  identityId = await kratos.createIdentity('ada@example.com');
  sessionToken = member(await kratos.login('ada@example.com'), 'session_token');
});
afterAll(() => kratos.close());

/** The status of a request whose address or method fetch would change. */
async function statusOf(base: string, method: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(base);
  const request = http.request({ hostname, port, method, agent: false });
  request.path = path;
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request.on('response', (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  request.on('error', reject);
  request.end();
  return promise;
}

test('unverified-hashes: a hash on which Kratos panics, and one that only Go computes, match nothing', async () => {
  const hashes = {
    'none@example.com': '$argon2id$v=19$m=65536,t=0,p=4$c2FsdHNhbHQ$ZGlnZXN0ZGlnZXN0',
    'short@example.com': '$argon2id$v=19$m=65536,t=1,p=1$c2FsdA$ZGlnZXN0ZGlnZXN0',
  };
  for (const [email, hash] of Object.entries(hashes)) {
    await kratos.createIdentity(email, { credentials: { password: { config: { hashed_password: hash } } } });
    const refused = await kratos.login(email);
    expect([refused.status, messagesOf(refused).form]).toEqual([400, [4_000_006]]);
  }
});

test('no-mail: a recovery begins with an administrator, and no message is ever listed', async () => {
  expect((await kratos.public('GET', '/self-service/recovery/api')).status).toBe(404);
  const made = await kratos.admin('POST', '/admin/recovery/code', {
    body: { identity_id: identityId, flow_type: 'api' },
  });
  const flow = new URL(member(made, 'recovery_link')).searchParams.get('flow');
  const asked = await kratos.public('POST', `/self-service/recovery?flow=${flow}`, {
    body: { method: 'code', email: 'ada@example.com' },
  });
  expect(asked).toMatchObject({
    status: 400,
    body: { ui: { messages: [{ text: expect.stringContaining('sends no e-mail') }] } },
  });
  expect(await kratos.admin('GET', '/admin/courier/messages?page_token=nope')).toMatchObject({
    status: 200,
    body: [],
  });
});

test('no-other-flows: they are 404, and tokens are not exchanged', async () => {
  const paths = [
    '/self-service/registration/api',
    '/self-service/settings/flows?id=6f0b3c6e-0000-4000-8000-000000000000',
    '/self-service/verification/api',
    '/self-service/login/browser',
    '/self-service/logout/browser',
    '/self-service/errors?id=stub:500',
  ];
  const answers = await Promise.all(paths.map(async (path) => (await kratos.public('GET', path)).status));
  expect(answers).toEqual(paths.map(() => 404));
  expect((await kratos.public('GET', '/sessions/token-exchange')).status).toBe(405);
});

test('no-error-page: a browser without a flow gets its error as JSON', async () => {
  expect(
    await kratos.public('GET', '/self-service/recovery', { headers: { accept: 'text/html' } }),
  ).toMatchObject({ status: 400, body: { error: { code: 400 } } });
});

test('no-csrf-tokens: they are empty, and a flow of a browser is shown without a cookie', async () => {
  const made = await kratos.admin('POST', '/admin/recovery/link', { body: { identity_id: identityId } });
  const flow = new URL(member(made, 'recovery_link')).searchParams.get('flow');
  const shown = await kratos.public('GET', `/self-service/recovery/flows?id=${flow}`);
  expect(shown).toMatchObject({
    status: 200,
    body: { type: 'browser', ui: { nodes: [{ attributes: { name: 'csrf_token', value: '' } }, {}, {}] } },
  });
});

test('plain-cookie: a session token is accepted as the cookie of a browser', async () => {
  const headers = { cookie: `ory_kratos_session=${sessionToken}` };
  expect((await kratos.public('GET', '/sessions/whoami', { headers })).status).toBe(200);
});

test('password-and-second-factor-only: other methods, multipart forms and payloads', async () => {
  const submit = async (sent: { body: unknown; headers?: Record<string, string> }): Promise<unknown[]> => {
    const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
    const answer = await kratos.public('POST', `/self-service/login?flow=${flow}`, sent);
    return answer.status === 200 ? [200] : [answer.status, ...messagesOf(answer).form];
  };
  for (const method of ['oidc', 'passkey', 'webauthn', 'code']) {
    expect([method, ...(await submit({ body: { method, provider: 'google' } }))]).toEqual([
      method,
      400,
      4_010_002,
    ]);
  }
  const body = { method: 'password', identifier: 'ada@example.com', password };
  expect(await submit({ body, headers: { 'content-type': 'multipart/form-data' } })).toEqual([
    400, 4_000_001,
  ]);
  expect(await submit({ body: { ...body, transient_payload: 'no object' } })).toEqual([200]);
  const headers = { 'x-session-token': sessionToken };
  const refresh = await kratos.public('GET', '/self-service/login/api?refresh=true', { headers });
  expect(member(refresh, 'ui', 'nodes', 1, 'attributes', 'value')).toBe('');
  const secondFactor = await kratos.public('GET', '/self-service/login/api?aal=aal2', { headers });
  expect(secondFactor.body).toMatchObject({ ui: { nodes: [] } });
});

test('login-parameters: those that Kratos refuses here, or answers, are ignored', async () => {
  for (const query of [
    'login_challenge=x',
    'identity_schema=nope',
    'return_session_token_exchange_code=true',
  ]) {
    const { status, body } = await kratos.public('GET', `/self-service/login/api?${query}`);
    expect([query, status]).toEqual([query, 200]);
    expect(body).not.toHaveProperty('session_token_exchange_code');
  }
});

test('rounded-numbers: a number keeps 53 bits', async () => {
  const raw = '{"traits":{"email":"number@example.com"},"metadata_admin":12345678901234567890}';
  const { headers } = await kratos.admin('POST', '/admin/identities', { raw });
  const response = await fetch(headers.get('location') ?? '');
  expect(await response.text()).toContain('"metadata_admin":12345678901234567000');
});

test('telephone-numbers: a number that no plan has is one', () => {
  expect(isPhoneNumber('+10000000000')).toBe(true);
});

test('redirect-escapes: an escaped slash stays one, a Link has the path that was meant', async () => {
  const redirected = await kratos.public('GET', '/identities/a%2Fb');
  expect(redirected.headers.get('location')).toBe(`${kratos.adminUrl}/admin/identities/a%2Fb`);
  const listed = await kratos.admin('GET', '/admin/%69dentities');
  expect(listed.headers.get('link')).toContain('</admin/identities?');
});

test('credential-spelling: another spelling of a type beside the one there is conflicts', async () => {
  const id = await kratos.createIdentity('spelling@example.com');
  const body = [{ op: 'add', path: '/credentials/PASSWORD', value: { type: 'password', config: {} } }];
  expect((await kratos.admin('PATCH', `/admin/identities/${id}`, { body })).status).toBe(409);
});

test('not-utf-8: an escaped byte in a query finds nobody', async () => {
  expect(await kratos.admin('GET', '/admin/identities?credentials_identifier=%FF')).toMatchObject({
    status: 200,
    body: [],
  });
});

test('odd-requests: bytes, fragments, methods and figures', async () => {
  const { adminUrl, publicUrl } = kratos;
  expect(await statusOf(adminUrl, 'GET', '/admin/identities#x')).toBe(200);
  expect(await statusOf(publicUrl, 'TRACE', '/sessions/whoami')).toBe(405);
  expect((await kratos.admin('GET', '/metrics/prometheus')).body).toContain('sandbox_identities');
});
