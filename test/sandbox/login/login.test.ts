import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  member,
  messagesOf,
  password,
  type RunningSandbox,
  runSandbox,
} from '../running-sandbox.ts';

let kratos: RunningSandbox;
let identityId: string;
beforeAll(async () => {
  kratos = await runSandbox();
  identityId = await kratos.createIdentity('Ada@Login.example');
});
afterAll(() => kratos.close());

async function submit(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
  return kratos.public('POST', `/self-service/login?flow=${flow}`, { body, headers });
}

function beginReturningTo(url: string): Promise<Answer> {
  return kratos.public('GET', `/self-service/login/api?return_to=${encodeURIComponent(url)}`);
}

test('the right password opens a session of one factor and gives its token once', async () => {
  const { status, body } = await kratos.login('ada@login.example');
  expect([status, body]).toMatchObject([
    200,
    {
      session_token: expect.stringMatching(/^ory_st_[A-Za-z0-9]{32}$/) as unknown,
      session: {
        active: true,
        authenticator_assurance_level: 'aal1',
        authentication_methods: [{ method: 'password', aal: 'aal1' }],
        identity: { id: identityId, traits: { email: 'Ada@Login.example' } },
      },
      continue_with: null,
    },
  ]);
});

test.each(['ADA@LOGIN.EXAMPLE', ' ada@login.example '])('"%s" names the same account', async (identifier) => {
  expect((await kratos.login(identifier)).status).toBe(200);
});

test('a form can be sent as a form', async () => {
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
  const { status } = await kratos.public('POST', `/self-service/login?flow=${flow}`, {
    raw: new URLSearchParams({ method: 'password', identifier: 'ada@login.example', password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(status).toBe(200);
});

test('wrong password, unknown identifier and no password at all cannot be told apart', async () => {
  await kratos.createIdentity('none@login.example', { credentials: {} });
  for (const answer of [
    await kratos.login('ada@login.example', 'wrong'),
    await kratos.login('nobody@login.example'),
    await kratos.login('none@login.example'),
  ]) {
    expect(answer.status).toBe(400);
    expect(messagesOf(answer)).toEqual({ form: [4000006], fields: {} });
  }
});

test('an empty field is named, and the identifier stays in the form', async () => {
  const empty = await submit({ method: 'password', identifier: '', password: '' });
  expect(messagesOf(empty)).toEqual({ form: [], fields: { identifier: [4000002], password: [4000002] } });
  const half = await submit({ method: 'password', identifier: 'ada@login.example' });
  expect(messagesOf(half)).toEqual({ form: [], fields: { password: [4000002] } });
  expect(half.body).toMatchObject({
    ui: { nodes: expect.arrayContaining([expect.objectContaining({ group: 'default' })]) as unknown },
  });
  expect(JSON.stringify(half.body)).toContain('"value":"ada@login.example"');
});

test('messages of an earlier attempt do not stay, and the flow can be submitted again', async () => {
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
  const attempt = (withPassword: string): Promise<Answer> =>
    kratos.public('POST', `/self-service/login?flow=${flow}`, {
      body: { method: 'password', identifier: 'ada@login.example', password: withPassword },
    });
  expect(messagesOf(await attempt(''))).toEqual({ form: [], fields: { password: [4000002] } });
  expect(messagesOf(await attempt('wrong'))).toEqual({ form: [4000006], fields: {} });
  expect(messagesOf(await kratos.public('GET', `/self-service/login/flows?id=${flow}`)).form).toEqual([
    4000006,
  ]);
  expect((await attempt(password)).status).toBe(200);
});

test('another method than password, and a body that is no form, are refused in the flow', async () => {
  expect(messagesOf(await submit({ method: 'totp', totp_code: '1' })).form).toEqual([4010002]);
  expect(messagesOf(await submit({ identifier: 'a', password: 'b' })).form).toEqual([4010002]);
  expect(messagesOf(await submit({}, { 'content-type': 'text/plain' })).form).toEqual([4000001]);
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');
  const truncated = await kratos.public('POST', `/self-service/login?flow=${flow}`, { raw: '{' });
  expect(messagesOf(truncated).form).toEqual([4000001]);
});

test('an inactive account is told so, but only to who knows its password', async () => {
  const id = await kratos.createIdentity('off@login.example', { state: 'inactive' });
  const right = await kratos.login('off@login.example');
  expect([right.status, right.body]).toEqual([
    401,
    {
      error: {
        code: 401,
        status: 'Unauthorized',
        reason: 'This account was disabled.',
        details: { identity_id: id },
        message: 'identity is disabled',
      },
    },
  ]);
  expect((await kratos.login('off@login.example', 'wrong')).status).toBe(400);
});

test('a flow that does not exist is 404, and one that cannot exist 400', async () => {
  const missing = await kratos.public('POST', `/self-service/login?flow=${identityId}`, { body: {} });
  expect([missing.status, missing.body]).toMatchObject([
    404,
    { error: { message: 'Unable to locate the resource' } },
  ]);
  const malformed = await kratos.public('POST', '/self-service/login?flow=x', { body: {} });
  expect(malformed.body).toMatchObject({
    error: { code: 400, reason: 'The flow query parameter is missing or malformed.' },
  });
  expect((await kratos.public('GET', '/self-service/login/flows?id=x')).status).toBe(404);
});

test('who has a session already is not logged in again', async () => {
  const headers = { 'x-session-token': member(await kratos.login('ada@login.example'), 'session_token') };
  const begun = await kratos.public('GET', '/self-service/login/api', { headers });
  expect([begun.status, begun.body]).toMatchObject([400, { error: { id: 'session_already_available' } }]);
  const body = { method: 'password', identifier: 'ada@login.example', password };
  expect(messagesOf(await submit(body, headers)).form).toEqual([4000001]);
  const refresh = await kratos.public('GET', '/self-service/login/api?refresh=true', { headers });
  expect([refresh.status, messagesOf(refresh).form]).toEqual([200, [1010003]]);
});

test('a second factor cannot be asked for before the first', async () => {
  expect((await kratos.public('GET', '/self-service/login/api?aal=aal2')).body).toMatchObject({
    error: { code: 401, id: 'session_aal1_required' },
  });
  expect((await kratos.public('GET', '/self-service/login/api?aal=aal9')).status).toBe(400);
});

test('a login may return to an allowed address only', async () => {
  expect((await beginReturningTo('http://127.0.0.1:4455/x')).body).toMatchObject({
    return_to: 'http://127.0.0.1:4455/x',
  });
  expect((await beginReturningTo('https://evil.example/')).body).toMatchObject({
    error: { code: 400, id: 'self_service_flow_return_to_forbidden' },
  });
});
