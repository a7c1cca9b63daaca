import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, member, type RunningSandbox, runSandbox, type Sent } from '../running-sandbox.ts';

const now = new Date('2026-11-20T10:00:00Z');

let kratos: RunningSandbox;
let identity_id: string;
beforeAll(async () => {
  kratos = await runSandbox({ now: () => now });
  identity_id = await kratos.createIdentity('ada@recovery.example');
});
afterAll(() => kratos.close());

const unknownId = '6f0b3c6e-0000-4000-8000-000000000000';

const code = (body: unknown, query = ''): Promise<Answer> =>
  kratos.admin('POST', `/admin/recovery/code${query}`, { body });
const link = (body: unknown, query = ''): Promise<Answer> =>
  kratos.admin('POST', `/admin/recovery/link${query}`, { body });
const to = (url: string): string => `?return_to=${encodeURIComponent(url)}`;
const reasonOf = (answer: Answer): string => member(answer, 'error', 'reason');

test('a code comes with the page to enter it on and is valid for an hour', async () => {
  const created = await code({ identity_id });
  expect([created.status, created.body]).toEqual([
    201,
    {
      recovery_link: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:4455\/recovery\?flow=[\da-f-]{36}$/,
      ) as unknown,
      recovery_code: expect.stringMatching(/^\d{6}$/) as unknown,
      expires_at: '2026-11-20T11:00:00Z',
    },
  ]);
});

test('a link leads to the public port and is valid for an hour', async () => {
  const created = await link({ identity_id });
  expect([created.status, created.body]).toEqual([
    200,
    { recovery_link: expect.any(String) as unknown, expires_at: '2026-11-20T11:00:00Z' },
  ]);
  const [path, query] = member(created, 'recovery_link').split('?', 2);
  expect(path).toBe(`${kratos.publicUrl}/self-service/recovery`);
  expect(query).toMatch(/^flow=[\da-f-]{36}&token=[A-Za-z\d]{32}$/);
});

test.each([
  ['', '2026-11-20T11:00:00Z'],
  ['90s', '2026-11-20T10:01:30Z'],
  ['1h30m', '2026-11-20T11:30:00Z'],
  ['1.5h', '2026-11-20T11:30:00Z'],
  ['100h', '2026-11-24T14:00:00Z'],
])('expires_in "%s" ends at %s', async (expires_in, expiresAt) => {
  expect((await code({ identity_id, expires_in })).body).toMatchObject({ expires_at: expiresAt });
  expect((await link({ identity_id, expires_in })).body).toMatchObject({ expires_at: expiresAt });
});

test.each(['5', 'abc', '1d', '1y'])(
  'expires_in "%s" is refused for codes and links alike',
  async (expires_in) => {
    const reason = `Unable to parse "expires_in" whose format should match "[0-9]+(ns|us|ms|s|m|h)" but did not: ${expires_in}`;
    for (const answer of [await code({ identity_id, expires_in }), await link({ identity_id, expires_in })]) {
      expect([answer.status, reasonOf(answer)]).toEqual([400, reason]);
    }
  },
);

test('a time that is not in the future is refused, in two wordings', async () => {
  expect(reasonOf(await code({ identity_id, expires_in: '-5m' }))).toBe(
    'Value from "expires_in" must result to a future time: -5m0s',
  );
  expect(reasonOf(await link({ identity_id, expires_in: '-5m' }))).toBe(
    'Value from "expires_in" must be result to a future time: -5m',
  );
  expect((await code({ identity_id, expires_in: '0s' })).status).toBe(400);
});

test('a code is for a browser or for an API client, and nothing else', async () => {
  expect((await code({ identity_id, flow_type: 'api' })).status).toBe(201);
  expect((await code({ identity_id, flow_type: 'browser' })).status).toBe(201);
  expect(reasonOf(await code({ identity_id, flow_type: '' }))).toBe(
    'Value from "flow_type" is not valid: ""',
  );
  expect(reasonOf(await code({ identity_id, flow_type: 'nope' }))).toBe(
    'Value from "flow_type" is not valid: "nope"',
  );
});

test('an unknown identity, or none, is 404 for a code and 400 for a link', async () => {
  for (const body of [{ identity_id: unknownId }, {}, { identity_id: unknownId, foo: 1 }]) {
    expect((await code(body)).body).toEqual({
      error: {
        code: 404,
        status: 'Not Found',
        reason: 'could not find identity',
        message: 'Unable to locate the resource',
      },
    });
    const refused = await link(body);
    expect([refused.status, reasonOf(refused)]).toEqual([400, 'The requested identity id does not exist.']);
  }
});

test('what else is wrong is said before the identity is looked for', async () => {
  expect((await code({ identity_id: unknownId, expires_in: '1d' })).status).toBe(400);
  expect((await code({ identity_id: unknownId, flow_type: 'nope' })).status).toBe(400);
});

test.each<[string, Sent, string]>([
  ['no body', {}, 'Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.'],
  ['half a document', { raw: '{' }, 'Unable to decode JSON payload: unexpected EOF'],
  [
    'another content type',
    { raw: '{}', headers: { 'content-type': 'text/plain' } },
    'HTTP POST Request used unknown HTTP Header "Content-Type: text/plain", only [application/json] are supported.',
  ],
  [
    'a malformed id',
    { body: { identity_id: 'nope' } },
    'Unable to decode JSON payload: uuid: incorrect UUID length 4 in string "nope"',
  ],
])('%s is refused', async (_name, sent, reason) => {
  for (const path of ['/admin/recovery/code', '/admin/recovery/link']) {
    const refused = await kratos.admin('POST', path, sent);
    expect([refused.status, reasonOf(refused)]).toEqual([400, reason]);
  }
});

test('return_to must be an allowed address', async () => {
  expect((await link({ identity_id }, to('http://127.0.0.1:4455/x'))).status).toBe(200);
  for (const refused of [
    await link({ identity_id }, to('https://evil.example/')),
    await code({ identity_id }, to('https://evil.example/')),
  ]) {
    expect(refused.body).toMatchObject({
      error: {
        code: 400,
        id: 'self_service_flow_return_to_forbidden',
        reason: 'Requested return_to URL "https://evil.example/" is not allowed.',
      },
    });
  }
});

test('an identity without any address, and an inactive one, get codes and links too', async () => {
  const bare = await kratos.createIdentity('', { schema_id: 'admin_v0', traits: { username: 'bare' } });
  const inactive = await kratos.createIdentity('off@recovery.example', { state: 'inactive' });
  for (const id of [bare, inactive]) {
    expect((await code({ identity_id: id })).status).toBe(201);
    expect((await link({ identity_id: id })).status).toBe(200);
  }
});
