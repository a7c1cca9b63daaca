import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { startKratos, type KratosUnderTest } from '../actions/kratos-under-test.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const password = 'correct horse battery staple 42';
const wrong = 'wrong horse battery staple 42';

describe('a login that is tried on Kratos', () => {
  let kratos: KratosUnderTest;
  beforeEach(async () => {
    kratos = await startKratos();
  });
  afterEach(() => kratos.close());

  /** Tries to log in with this password, and counts the sessions that there are afterwards. */
  async function tried(typed: string, ...patches: readonly object[]): Promise<unknown[]> {
    const email = `ada-${crypto.randomUUID()}@example.com`;
    const { id } = await kratos.createIdentity({
      schema_id: 'default',
      traits: { email },
      credentials: { password: { config: { password } } },
    });
    for (const patch of patches)
      await kratos.patch(id, JSON.parse(JSON.stringify(patch).replaceAll('ID', id)));
    const { adminUrl, publicUrl } = kratos;
    const admin = createAdmin(transportTo(adminUrl, { publicUrl }), adminUrl);
    const ended = await admin.probeLogin({ identifier: email.toUpperCase(), password: new Secret(typed) });
    return [ended, (await admin.listSessions(id, true)).length];
  }

  const totp = {
    op: 'add',
    path: '/credentials/totp',
    value: {
      type: 'totp',
      identifiers: ['ID'],
      config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' },
    },
  };
  const inactive = { op: 'replace', path: '/state', value: 'inactive' };

  test('is accepted, and its session ended', async () => {
    expect(await tried(password)).toEqual(['accepted', 0]);
  });

  test('is refused with another password', async () => {
    expect(await tried(wrong)).toEqual(['refused', 0]);
  });

  test('is right and asks for a second factor, and its session is ended', async () => {
    expect(await tried(password, totp)).toEqual(['second-factor', 0]);
  });

  test('is right for somebody who is inactive', async () => {
    expect(await tried(password, inactive)).toEqual(['inactive', 0]);
  });

  test('tells nobody with another password that they are inactive', async () => {
    expect(await tried(wrong, inactive)).toEqual(['refused', 0]);
  });

  test('without a password is an error by its number', async () => {
    const [ended] = await tried('');
    expect(ended).toMatchObject({
      error: { code: 'kratos-rejected', message: 'Kratos did not take the login: message 4000002.' },
    });
  });
});

const servers = useServers();

type Answers = (request: IncomingMessage, response: ServerResponse) => unknown;

const json =
  (status: number, body: unknown): Answers =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const flow = json(200, { id: 'f1', ui: { action: 'http://127.0.0.1:1/self-service/login?flow=f1' } });
const session = json(200, { session_token: 'ory_st_x', session: { identity: { id: 'x' } } });

/** A public URL that answers what a login asks of it, and what it was asked. */
async function against(begin: Answers, submit: Answers, logout: Answers = json(204, '')) {
  const asked: string[] = [];
  const url = await servers.http((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      if (request.method === 'GET') begin(request, response);
      else if (request.method === 'POST') submit(request, response);
      else logout(request, response);
    });
  });
  const login = { identifier: 'ada', password: new Secret(password) };
  const admin = createAdmin(transportTo('http://127.0.0.1:1', { publicUrl: url }), url);
  return { asked, probe: (signal?: AbortSignal) => admin.probeLogin(login, signal) };
}

test('asks the public URL alone, whatever address a flow names', async () => {
  const { asked, probe } = await against(flow, session);
  expect(await probe()).toBe('accepted');
  expect(asked).toEqual([
    'GET /self-service/login/api ',
    `POST /self-service/login?flow=f1 {"method":"password","identifier":"ada","password":"${password}"}`,
    'DELETE /self-service/logout/api {"session_token":"ory_st_x"}',
  ]);
});

describe('what is no end of a login is an error', () => {
  test.each<[string, Answers, Answers, Answers | undefined, string, RegExp]>([
    ['a server that begins none', json(404, 'no'), session, undefined, 'unexpected-answer', /404/],
    ['a flow without an id', json(200, {}), session, undefined, 'unexpected-answer', /no flow/],
    [
      'a redirect',
      (_, r) => r.writeHead(303, { location: 'http://x.example/' }).end(),
      session,
      undefined,
      'unexpected-answer',
      /redirects GET .* to http:\/\/x\.example/,
    ],
    ['a 401 of a proxy', flow, json(401, {}), undefined, 'unauthorised', /401/],
    ['too many logins', flow, json(429, {}), undefined, 'rate-limited', /429/],
    [
      'an expired flow',
      flow,
      json(410, { error: { code: 410, reason: 'expired' } }),
      undefined,
      'kratos-rejected',
      /410/,
    ],
    [
      'an address that is not verified',
      flow,
      json(400, { ui: { messages: [{ id: 4000010 }] } }),
      undefined,
      'kratos-rejected',
      /message 4000010/,
    ],
    [
      'a form without messages',
      flow,
      json(400, { ui: {} }),
      undefined,
      'kratos-rejected',
      /does not say why/,
    ],
    ['no session', flow, json(200, { session: {} }), undefined, 'unexpected-answer', /no session/],
    [
      'a hook that is not configured',
      flow,
      json(500, { error: { code: 500, message: 'x' } }),
      undefined,
      'kratos-rejected',
      /500/,
    ],
    [
      'a session that cannot be ended',
      flow,
      session,
      json(500, {}),
      'unexpected-answer',
      /could not be ended \(500\)/,
    ],
  ])('%s', async (_, begin, submit, logout, code, message) => {
    const { probe } = await against(begin, submit, logout);
    expect(await probe()).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  });

  test('and repeats no password', async () => {
    const { probe } = await against(flow, json(500, { error: { code: 500, message: `no: ${password}` } }));
    const ended = await probe();
    expect(JSON.stringify([ended, String((ended as { error: unknown }).error)])).not.toContain('horse');
  });
});

test('needs a public URL', async () => {
  const admin = createAdmin(transportTo('http://127.0.0.1:1'), 'http://127.0.0.1:1');
  const login = { identifier: 'ada', password: new Secret(password) };
  expect((await failureOf(admin.probeLogin(login))).code).toBe('usage');
});

test('ends when it is interrupted', async () => {
  const stop = new AbortController();
  const { probe } = await against(flow, () => stop.abort());
  expect((await failureOf(probe(stop.signal))).code).toBe('aborted');
});
