import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/kratos/answer.ts';
import type { KratosContext } from '../../src/kratos/contexts.ts';
import { failureOf } from './failure.ts';
import { reach } from './reach.ts';
import { useServers } from './servers.ts';

const servers = useServers();
const canary = 'c4nary-t0ken';
const read = { method: 'GET', path: '/admin/identities' };

/** A server that notes what it is told, and answers with a status. */
async function listening(status = 200) {
  const heard: (string | undefined)[] = [];
  const url = await servers.http((request, response) => {
    heard.push(request.headers.authorization ?? (request.headers['x-api-key'] as string | undefined));
    response.writeHead(status).end('{}');
  });
  return { url, heard };
}

describe('what a context refers to', () => {
  test.each<[string, Omit<KratosContext, 'admin-url'>, Record<string, string>, string]>([
    [
      'as bearer-token',
      { 'bearer-token': 'gateway' },
      { IDP_SECRET_GATEWAY__TOKEN: canary },
      `Bearer ${canary}`,
    ],
    [
      'as bearer-token, by key, with a newline at its end',
      { 'bearer-token': 'secret:gate-way#staging' },
      { IDP_SECRET_GATE_WAY__STAGING: `${canary}\n`, IDP_SECRET_GATE_WAY__TOKEN: 'other' },
      `Bearer ${canary}`,
    ],
    ['as a header', { headers: { 'X-Api-Key': 'gateway' } }, { IDP_SECRET_GATEWAY__VALUE: canary }, canary],
    [
      'as authorization of another kind',
      { headers: { Authorization: 'gateway#basic' } },
      { IDP_SECRET_GATEWAY__BASIC: `Basic ${canary}` },
      `Basic ${canary}`,
    ],
    ['as a header that is no secret', { headers: { 'x-api-key': { value: 'staging' } } }, {}, 'staging'],
  ])('is sent %s with every request', async (_, context, environment, expected) => {
    const { url, heard } = await listening();
    const transport = await reach({ 'admin-url': url, ...context }, { environment });
    await transport(read);
    await transport({ ...read, method: 'POST', body: {} });
    expect(heard).toEqual([expected, expected]);
  });

  test('as api-key is sent to both sides of an Ory Network project', async () => {
    const { url, heard } = await listening();
    const environment = { IDP_SECRET_ORY__API_KEY: canary };
    const transport = await reach({ 'project-url': url, 'api-key': 'ory' }, { environment });
    await transport(read);
    await transport({ method: 'GET', path: '/schemas', side: 'public' });
    expect(heard).toEqual([`Bearer ${canary}`, `Bearer ${canary}`]);
  });

  test('is sent to no other origin than that of the admin URL', async () => {
    const admin = await listening();
    const elsewhere = await listening();
    const context = { 'admin-url': admin.url, 'bearer-token': 'gateway' };
    const around = { environment: { IDP_SECRET_GATEWAY__TOKEN: canary } };
    const other = await reach({ ...context, 'public-url': elsewhere.url }, around);
    await other({ ...read, side: 'public' });
    const same = await reach({ ...context, 'public-url': `${admin.url}/public` }, around);
    await same({ ...read, side: 'public' });
    expect([elsewhere.heard, admin.heard]).toEqual([[undefined], [`Bearer ${canary}`]]);
  });

  test('never shows, in traces, transports and errors', async () => {
    const { url } = await listening(401);
    const traces: string[] = [];
    const transport = await reach(
      { 'admin-url': url, 'bearer-token': 'gateway' },
      {
        environment: { IDP_SECRET_GATEWAY__TOKEN: canary },
        trace: (line) => void traces.push(line),
      },
    );
    const answer = await transport(read);
    const failure = await failureOf(() => readAnswer(answer, read, url));
    expect(traces).toHaveLength(1);
    expect(
      `${traces.join()} ${inspect([answer, failure, transport], { depth: 9 })} ${JSON.stringify(answer)}`,
    ).not.toContain(canary);
  });
});

describe('a secret that cannot be sent ends it before anything is', () => {
  test.each<[string, Record<string, string>, string, string]>([
    [
      'is not there',
      {},
      'secret-not-found',
      'bearer-token of context prod refers to token of the secret gateway, which is not there.',
    ],
    [
      'has another key',
      { IDP_SECRET_GATEWAY__PASSWORD: canary },
      'secret-not-found',
      'bearer-token of context prod refers to token of the secret gateway, which is not there.',
    ],
    [
      'is empty',
      { IDP_SECRET_GATEWAY__TOKEN: '\n' },
      'usage',
      'The secret that bearer-token of context prod refers to (gateway#token) is empty.',
    ],
    [
      'has two lines',
      { IDP_SECRET_GATEWAY__TOKEN: `${canary}\r\nx-evil: 1` },
      'usage',
      'The secret that bearer-token of context prod refers to (gateway#token) holds what no header can carry, such as a line break.',
    ],
  ])('where it %s', async (_, environment, code, message) => {
    const { url, heard } = await listening();
    const failure = await failureOf(reach({ 'admin-url': url, 'bearer-token': 'gateway' }, { environment }));
    expect([failure.code, failure.message]).toEqual([code, message]);
    expect(failure.hint).toMatch(/^Nothing was sent\./);
    expect(inspect(failure)).not.toContain(canary);
    expect(heard).toEqual([]);
  });

  test('and says which variable to set', async () => {
    const failure = await failureOf(reach({ 'admin-url': 'http://x', headers: { 'X-Key': 'my-gate#a-b' } }));
    expect([failure.message, failure.hint]).toEqual([
      'X-Key in headers of context prod refers to a-b of the secret my-gate, which is not there.',
      'Nothing was sent. Store it: idp secret add my-gate a-b --grant connect; or set IDP_SECRET_MY_GATE__A_B in the environment of this command.',
    ]);
  });
});

describe('a key that a secret has not', () => {
  test.each(['gateway#staging', 'gateway#constructor'])(
    'is told with those that it has: %s',
    async (text) => {
      const environment = { IDP_SECRET_GATEWAY__TOKEN: canary };
      const failure = await failureOf(
        reach({ 'admin-url': 'http://x', 'bearer-token': text }, { environment }),
      );
      expect([failure.code, failure.hint]).toEqual([
        'secret-not-found',
        'Nothing was sent. The secret is there, and has token.',
      ]);
    },
  );
});

describe('refused with credentials', () => {
  test.each([
    [401, 'unauthorised', 'does not accept bearer-token and x-key (401).', /put the right value/],
    [403, 'forbidden', 'forbids this request (403).', /knows who is meant by bearer-token and x-key/],
  ])('%i names them', async (status, code, sentence, hint) => {
    const { url } = await listening(status);
    const context = { 'admin-url': url, 'bearer-token': 'gateway', headers: { 'x-key': 'gateway' } };
    const environment = { IDP_SECRET_GATEWAY__TOKEN: canary, IDP_SECRET_GATEWAY__VALUE: canary };
    const answer = await (await reach(context, { environment }))(read);
    const failure = await failureOf(() => readAnswer(answer, read, url));
    expect([failure.code, failure.message]).toEqual([code, `${url} ${sentence}`]);
    expect(failure.hint).toMatch(hint);
  });
});

test.each([301, 302, 307, 308])(
  'a redirect (%i) takes neither credentials nor a connection to another origin',
  async (status) => {
    const connections: unknown[] = [];
    const other = await servers.tcp((socket) => void connections.push(socket.remotePort));
    const url = await servers.http((_, response) =>
      response.writeHead(status, { location: `${other}/admin/identities` }).end(),
    );
    const transport = await reach(
      { 'admin-url': url, 'bearer-token': 'gateway' },
      { environment: { IDP_SECRET_GATEWAY__TOKEN: canary } },
    );
    for (const request of [read, { ...read, method: 'POST', body: { a: 1 } }]) {
      const answer = await transport(request);
      const failure = await failureOf(() => readAnswer(answer, request, url));
      expect([failure.code, failure.message.includes(`to ${other}:`)]).toEqual(['unexpected-answer', true]);
    }
    expect(connections).toEqual([]);
  },
);
