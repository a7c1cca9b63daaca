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

async function createLink(): Promise<string> {
  const body = { identity_id: identityId };
  return member(await kratos.admin('POST', '/admin/recovery/link', { body }), 'recovery_link');
}

function open(link: string): Promise<Answer> {
  const { pathname, search } = new URL(link);
  return kratos.public('GET', pathname + search);
}

async function messagesOfNext(answer: Answer): Promise<number[]> {
  const flow = new URL(answer.headers.get('location') ?? '').searchParams.get('flow');
  return messagesOf(await kratos.public('GET', `/self-service/recovery/flows?id=${flow}`)).form;
}

test('opening a link leads to the settings page with a session', async () => {
  const opened = await open(await createLink());
  expect([opened.status, opened.headers.get('content-type')]).toEqual([303, 'text/html; charset=utf-8']);
  const settings = opened.headers.get('location') ?? '';
  expect(settings).toMatch(/^http:\/\/127\.0\.0\.1:4455\/settings\?flow=/);
  expect(opened.body).toBe(`<a href="${settings}">See Other</a>.\n\n`);

  const cookie = opened.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const whoami = await kratos.public('GET', '/sessions/whoami', { headers: { cookie } });
  expect(whoami.body).toMatchObject({
    identity: { id: identityId },
    authentication_methods: [{ method: 'link_recovery' }],
  });
});

test('a link works once', async () => {
  const link = await createLink();
  await open(link);
  const again = await open(link);
  expect(again.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:4455\/recovery\?flow=/);
  expect(await messagesOfNext(again)).toEqual([4060004]);
});

test('a changed token does not spend the link', async () => {
  const link = await createLink();
  expect(await messagesOfNext(await open(`${link}x`))).toEqual([4060004]);
  expect((await open(link)).headers.get('location')).toContain('/settings?');
});

test('a link is over when its time is', async () => {
  const link = await createLink();
  now = new Date('2026-11-20T11:00:01Z');
  expect(await messagesOfNext(await open(link))).toEqual([4060005]);
});

test('a code is no way into the flow of a link', async () => {
  const flow = new URL(await createLink()).searchParams.get('flow');
  const body = { method: 'code', code: '123456' };
  const refused = await kratos.public('POST', `/self-service/recovery?flow=${flow}`, { body });
  expect([refused.status, messagesOf(refused).form]).toEqual([400, [4010005]]);
});

test('HEAD, as mail scanners send it, does not spend a link', async () => {
  const link = await createLink();
  const { pathname, search } = new URL(link);
  const headers = { 'content-type': 'application/json' };
  expect((await kratos.public('HEAD', pathname + search, { headers })).status).toBe(400);
  expect((await open(link)).headers.get('location')).toContain('/settings?');
});

test('the session of a browser comes as a cookie that ends with it', async () => {
  const cookie = (await open(await createLink())).headers.get('set-cookie');
  expect(cookie).toContain(
    '; Path=/; Expires=Sat, 21 Nov 2026 10:00:00 GMT; Max-Age=86400; HttpOnly; SameSite=Lax',
  );
});
