import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  member,
  messagesOf,
  password,
  type RunningSandbox,
  runSandbox,
} from '../running-sandbox.ts';

// 1,111,111,109 seconds after 1970 the code of this secret is 081804 (RFC 6238, appendix B).
const totpUrl = 'otpauth://totp/idp:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=idp';
const totpCode = '081804';

let kratos: RunningSandbox;
let identityId: string;
beforeAll(async () => {
  kratos = await runSandbox({ now: () => new Date(1_111_111_109_000) });
  identityId = await kratos.createIdentity('ada@factor.example');
  await kratos.admin('PATCH', `/admin/identities/${identityId}`, {
    body: [
      add('totp', { totp_url: totpUrl }),
      add('lookup_secret', { recovery_codes: [{ code: 'aaaa1111' }, { code: 'bbbb2222' }] }),
    ],
  });
});
afterAll(() => kratos.close());

function add(type: string, config: unknown): Record<string, unknown> {
  return { op: 'add', path: `/credentials/${type}`, value: { type, identifiers: [identityId], config } };
}

async function logIn(): Promise<{ session: string; headers: Record<string, string> }> {
  const answer = await kratos.login('ada@factor.example');
  const headers = { 'x-session-token': member(answer, 'session_token') };
  return { session: member(answer, 'session', 'id'), headers };
}

async function prove(headers: Record<string, string>, body: unknown): Promise<Answer> {
  const flow = member(await begin(headers), 'id');
  return kratos.public('POST', `/self-service/login?flow=${flow}`, { body, headers });
}

function begin(headers: Record<string, string>, query = 'aal=aal2'): Promise<Answer> {
  return kratos.public('GET', `/self-service/login/api?${query}`, { headers });
}

test('a code of the app lifts the session to aal2: same id, same token, and whoami lets it in', async () => {
  const { session, headers } = await logIn();
  expect(await kratos.public('GET', '/sessions/whoami', { headers })).toMatchObject({ status: 403 });
  const proven = await prove(headers, { method: 'totp', totp_code: totpCode });
  expect(proven).toMatchObject({
    status: 200,
    body: {
      session_token: headers['x-session-token'],
      session: {
        id: session,
        authenticator_assurance_level: 'aal2',
        authentication_methods: [
          { method: 'password', aal: 'aal1' },
          { method: 'totp', aal: 'aal2' },
        ],
        identity: { id: identityId },
        devices: [{}, { id: '00000000-0000-0000-0000-000000000000' }],
      },
    },
  });
  expect(await kratos.public('GET', '/sessions/whoami', { headers })).toMatchObject({
    status: 200,
    body: { id: session, authenticator_assurance_level: 'aal2' },
  });
  expect(await begin(headers)).toMatchObject({
    status: 400,
    body: { error: { id: 'session_already_available' } },
  });
});

test('a recovery code passes once, and says when', async () => {
  const { headers } = await logIn();
  const proof = { method: 'lookup_secret', lookup_secret: 'aaaa1111' };
  expect(await prove(headers, proof)).toMatchObject({ status: 200 });
  const next = await logIn();
  expect(messagesOf(await prove(next.headers, proof))).toEqual({ form: [4_000_012], fields: {} });
  const path = `/admin/identities/${identityId}?include_credential=lookup_secret`;
  expect((await kratos.admin('GET', path)).body).toMatchObject({
    credentials: {
      lookup_secret: {
        config: {
          recovery_codes: [
            { code: 'aaaa1111', used_at: '2005-03-18T01:58:29Z' },
            { code: 'bbbb2222', used_at: null },
          ],
        },
      },
    },
  });
});

test.each([
  [{}, { form: [4_010_002], fields: {} }],
  [
    { method: 'password', identifier: 'ada@factor.example', password },
    { form: [4_010_002], fields: {} },
  ],
  [{ method: 'totp' }, { form: [], fields: { totp_code: [4_000_002] } }],
  [
    { method: 'totp', totp_code: 'abc' },
    { form: [], fields: { totp_code: [4_000_003] } },
  ],
  [
    { method: 'totp', totp_code: '000000' },
    { form: [4_000_008], fields: {} },
  ],
  [{ method: 'lookup_secret' }, { form: [], fields: { lookup_secret: [4_000_002] } }],
  [
    { method: 'lookup_secret', lookup_secret: 'BBBB2222' },
    { form: [4_000_016], fields: {} },
  ],
])('refuses %j as a second factor, with the flow', async (body, messages) => {
  const { headers } = await logIn();
  const answer = await prove(headers, body);
  expect(answer.status).toBe(400);
  expect(messagesOf(answer)).toEqual(messages);
});

test('who has no second factor is told so, and gets a form without fields', async () => {
  await kratos.createIdentity('eve@factor.example');
  const token = member(await kratos.login('eve@factor.example'), 'session_token');
  const headers = { 'x-session-token': token };
  expect((await begin(headers)).body).toMatchObject({ ui: { nodes: [] } });
  expect(messagesOf(await prove(headers, { method: 'totp', totp_code: totpCode })).form).toEqual([4_000_011]);
  const backupCode = { method: 'lookup_secret', lookup_secret: 'aaaa1111' };
  expect(messagesOf(await prove(headers, backupCode)).form).toEqual([4_000_014]);
});

test('the password again refreshes the session instead of opening another', async () => {
  const { session, headers } = await logIn();
  const flow = member(await begin(headers, 'refresh=true'), 'id');
  const body = { method: 'password', identifier: 'ada@factor.example', password };
  const refreshed = await kratos.public('POST', `/self-service/login?flow=${flow}`, { body, headers });
  expect(refreshed).toMatchObject({
    status: 200,
    body: {
      session: {
        id: session,
        authentication_methods: [{ method: 'password' }, { method: 'password' }],
        identity: null,
      },
    },
  });
});
