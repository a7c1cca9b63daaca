import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Answer, member, messagesOf, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
let now: Date;
let identityId: string;
beforeEach(async () => {
  now = new Date('2026-11-20T10:00:00Z');
  kratos = await runSandbox({ now: () => now });
  identityId = await kratos.createIdentity('ada@recovery.example');
});
afterEach(() => kratos.close());

interface Code {
  flow: string;
  code: string;
}

async function createCode(flowType: 'api' | 'browser'): Promise<Code> {
  const body = { identity_id: identityId, flow_type: flowType };
  const created = await kratos.admin('POST', '/admin/recovery/code', { body });
  const flow = new URL(member(created, 'recovery_link')).searchParams.get('flow') ?? '';
  return { flow, code: member(created, 'recovery_code') };
}

/** Enters a code as a program does. */
function submit({ flow, code }: Code): Promise<Answer> {
  const body = { method: 'code', code };
  return kratos.public('POST', `/self-service/recovery?flow=${flow}`, { body });
}

/** Enters a code as the form of a browser does. */
function submitForm({ flow, code }: Code): Promise<Answer> {
  return kratos.public('POST', `/self-service/recovery?flow=${flow}`, {
    raw: `method=code&code=${code}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

const wrong = ({ flow, code }: Code): Code => ({ flow, code: code === '000000' ? '000001' : '000000' });

async function sessionMethods(): Promise<unknown> {
  const { body } = await kratos.admin('GET', `/admin/identities/${identityId}/sessions`);
  return (body as { authentication_methods: { method: string }[] }[]).map(
    (session) => session.authentication_methods[0]?.method,
  );
}

test('the flow of a code asks for the code', async () => {
  const { flow } = await createCode('api');
  const fetched = await kratos.public('GET', `/self-service/recovery/flows?id=${flow}`);
  expect([fetched.status, fetched.body]).toMatchObject([
    200,
    { id: flow, type: 'api', active: 'code', state: 'sent_email', expires_at: '2026-11-20T11:00:00Z' },
  ]);
});

test('the right code opens a session and sends a program on to the settings page', async () => {
  const answer = await submit(await createCode('api'));
  expect([answer.status, answer.body]).toMatchObject([
    422,
    { error: { id: 'browser_location_change_required', message: 'browser location change required' } },
  ]);
  expect(member(answer, 'redirect_browser_to')).toMatch(
    /^http:\/\/127\.0\.0\.1:4455\/settings\?flow=[\da-f-]{36}$/,
  );
  expect(await sessionMethods()).toEqual(['code_recovery']);
});

test('a browser is redirected with a cookie that is a session', async () => {
  const answer = await submitForm(await createCode('browser'));
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:4455\/settings\?flow=/);
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const whoami = await kratos.public('GET', '/sessions/whoami', { headers: { cookie } });
  expect([whoami.status, whoami.body]).toMatchObject([200, { identity: { id: identityId } }]);
});

test('several codes are valid side by side', async () => {
  const codes = [await createCode('api'), await createCode('api')];
  for (const code of codes) expect((await submit(code)).status).toBe(422);
});

test('a code works in its own flow only', async () => {
  const first = await createCode('api');
  const second = await createCode('api');
  const crossed = await submit({ flow: first.flow, code: second.code });
  // The two codes are the same once in a million times; then entering either is right.
  expect(crossed.status).toBe(first.code === second.code ? 422 : 200);
});

test('a used code is refused: the caller is sent to a new flow that says so', async () => {
  const code = await createCode('api');
  await submit(code);
  const again = await submit(code);
  expect(again.status).toBe(303);
  const location = new URL(again.headers.get('location') ?? '');
  expect(location.pathname).toBe('/self-service/recovery/flows');
  const next = await kratos.public('GET', location.pathname + location.search);
  expect(next.body).toMatchObject({
    state: 'choose_method',
    ui: { messages: [{ id: 4000001, text: 'The code was already used. Please request another code.' }] },
  });
  expect(await sessionMethods()).toHaveLength(1);
});

test('a wrong code comes back with the flow, which stays usable', async () => {
  const code = await createCode('api');
  const refused = await submit(wrong(code));
  expect(refused.status).toBe(200);
  expect(refused.body).toMatchObject({ transient_payload: {} });
  expect(messagesOf(refused).form).toEqual([4060006]);
  expect((await submit(code)).status).toBe(422);
});

test('a browser with a wrong code is sent back to the recovery page', async () => {
  const code = await createCode('browser');
  const refused = await submitForm(wrong(code));
  expect([refused.status, refused.headers.get('location')]).toEqual([
    303,
    `http://127.0.0.1:4455/recovery?flow=${code.flow}`,
  ]);
});

test('after five wrong codes even the right one is refused', async () => {
  const code = await createCode('api');
  for (let attempt = 0; attempt < 5; attempt++) await submit(wrong(code));
  expect((await submit(code)).status).toBe(303);
  expect(await sessionMethods()).toEqual([]);
});

test('a code is over when its time is', async () => {
  const code = await createCode('api');
  now = new Date('2026-11-20T11:00:01Z');
  const late = await submit(code);
  expect(late.status).toBe(303);
  const location = new URL(late.headers.get('location') ?? '');
  const next = await kratos.public('GET', location.pathname + location.search);
  expect(messagesOf(next).form).toEqual([4060005]);
  expect((await kratos.public('GET', `/self-service/recovery/flows?id=${code.flow}`)).status).toBe(410);
});

test('an inactive identity cannot recover, though it gets a code', async () => {
  await kratos.admin('PATCH', `/admin/identities/${identityId}`, {
    body: [{ op: 'replace', path: '/state', value: 'inactive' }],
  });
  const refused = await submit(await createCode('api'));
  expect([refused.status, refused.body]).toMatchObject([
    401,
    { error: { reason: 'This account was disabled.' } },
  ]);
  expect(await sessionMethods()).toEqual([]);
});

test('deleting the identity takes its codes away', async () => {
  const code = await createCode('api');
  await kratos.admin('DELETE', `/admin/identities/${identityId}`);
  expect(messagesOf(await submit(code)).form).toEqual([4060006]);
});

test('a code in an address is not looked at, lest a preview of the link spends it', async () => {
  const code = await createCode('api');
  const path = `/self-service/recovery?flow=${code.flow}&method=code&code=${code.code}`;
  const opened = await kratos.public('GET', path);
  expect([opened.status, messagesOf(opened).form]).toEqual([400, [4000001]]);
  expect((await submit(code)).status).toBe(422);
});

test('asking for a code by e-mail is refused in a sentence: there is no mail here', async () => {
  const { flow } = await createCode('api');
  const body = { method: 'code', email: 'ada@recovery.example' };
  const refused = await kratos.public('POST', `/self-service/recovery?flow=${flow}`, { body });
  expect([refused.status, refused.body]).toMatchObject([
    400,
    { ui: { messages: [{ text: expect.stringContaining('sends no e-mail') as unknown }] } },
  ]);
});

test('an unknown flow is 404 and a malformed one 400', async () => {
  const missing = await submit({ flow: identityId, code: '123456' });
  expect(missing.body).toMatchObject({
    error: { code: 404, reason: 'The recovery request could not be found. Please restart the flow.' },
  });
  expect((await submit({ flow: 'x', code: '123456' })).status).toBe(400);
  expect((await kratos.public('GET', '/self-service/recovery/flows?id=x')).status).toBe(404);
});
