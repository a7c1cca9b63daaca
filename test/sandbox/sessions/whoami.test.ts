import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, member, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

const whoami = (headers: Record<string, string>): Promise<Answer> =>
  kratos.public('GET', '/sessions/whoami', { headers });

test('the token is taken from its own header, a bearer authorization or the session cookie', async () => {
  const id = await kratos.createIdentity('token@whoami.example');
  const token = member(await kratos.login('token@whoami.example'), 'session_token');
  for (const headers of [
    { 'x-session-token': token },
    { authorization: `Bearer ${token}` },
    { cookie: `other=1; ory_kratos_session=${token}` },
  ]) {
    const answer = await whoami(headers);
    expect([answer.status, answer.body]).toMatchObject([200, { active: true, identity: { id } }]);
    expect(answer.headers.get('x-kratos-authenticated-identity-id')).toBe(id);
  }
});

test('without the token of an active session whoami is 401', async () => {
  const refusal = {
    error: {
      code: 401,
      status: 'Unauthorized',
      reason: 'No valid session credentials found in the request.',
      message: 'The request could not be authorized',
    },
  };
  for (const headers of [{}, { 'x-session-token': 'ory_st_nobody' }, { authorization: 'Basic x' }]) {
    const answer = await whoami(headers);
    expect([answer.status, answer.body]).toEqual([401, refusal]);
  }
});

test('deactivating an identity suspends its sessions, and activating it revives them', async () => {
  const id = await kratos.createIdentity('state@whoami.example');
  const login = await kratos.login('state@whoami.example');
  const headers = { 'x-session-token': member(login, 'session_token') };
  const setState = (state: string): Promise<Answer> =>
    kratos.admin('PATCH', `/admin/identities/${id}`, {
      body: [{ op: 'replace', path: '/state', value: state }],
    });

  await setState('inactive');
  expect((await whoami(headers)).status).toBe(401);
  expect((await kratos.admin('GET', `/admin/identities/${id}/sessions`)).body).toMatchObject([
    { id: member(login, 'session', 'id'), active: false, identity: { state: 'inactive' } },
  ]);
  await setState('active');
  expect((await whoami(headers)).status).toBe(200);
});

test.each([
  ['totp', { totp_url: 'otpauth://totp/idp:a?secret=JBSWY3DPEHPK3PXP&issuer=idp' }],
  ['lookup_secret', { recovery_codes: [{ code: 'abcdefgh' }] }],
])('an identity with %s needs more than a session of one factor', async (type, config) => {
  const email = `${type.replace('_', '-')}@whoami.example`;
  const id = await kratos.createIdentity(email);
  const { status } = await kratos.admin('PATCH', `/admin/identities/${id}`, {
    body: [{ op: 'add', path: `/credentials/${type}`, value: { type, identifiers: [id], config } }],
  });
  expect(status).toBe(200);

  const login = await kratos.login(email);
  expect([login.status, login.body]).toMatchObject([200, { session: { identity: null } }]);
  const headers = { 'x-session-token': member(login, 'session_token') };
  const redirectTo = `${kratos.publicUrl}/self-service/login/browser?aal=aal2`;
  const refused = await whoami(headers);
  expect([refused.status, refused.body]).toMatchObject([
    403,
    {
      error: { id: 'session_aal2_required', details: { redirect_browser_to: redirectTo } },
      redirect_browser_to: redirectTo,
    },
  ]);

  expect((await kratos.admin('DELETE', `/admin/identities/${id}/credentials/${type}`)).status).toBe(204);
  expect((await whoami(headers)).status).toBe(200);
});

test('there are no templates to make another token by', async () => {
  await kratos.createIdentity('template@whoami.example');
  const headers = {
    'x-session-token': member(await kratos.login('template@whoami.example'), 'session_token'),
  };
  expect(await kratos.public('GET', '/sessions/whoami?tokenize_as=x', { headers })).toMatchObject({
    status: 400,
    body: { error: { reason: 'Unable to find tokenizer template "x".' } },
  });
  expect((await kratos.public('GET', '/sessions/whoami?tokenize_as=', { headers })).status).toBe(200);
});
