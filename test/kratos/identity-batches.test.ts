import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import type { BatchAnswer } from '../../src/kratos/batch-answer.ts';
import { doubt, ids, item, two } from './batch-items.ts';
import { failureOf } from './failure.ts';
import { reach } from './reach.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

const created = ids.map((identity) => ({ action: 'create', identity }));
const conflict = {
  action: 'error',
  error: {
    code: 409,
    status: 'Conflict',
    message: 'Unable to insert or update resource because a resource with that value exists already',
  },
};
const violation = { action: 'error', error: { code: 400, reason: 'I[#/traits]', message: 'invalid' } };

type Said = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** What a batch of two comes to at a server that answers so. */
async function answered([status, body, headers = {}]: Said): Promise<{ url: string; answer: BatchAnswer }> {
  const url = await servers.http((request, response) => {
    request.resume().on('end', () => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
    });
  });
  return { url, answer: await createAdmin(transportTo(url), url).createIdentities(two) };
}

test('what is sent is the texts as they are, in one document, whatever was sent before', async () => {
  const seen: unknown[] = [];
  const url = await servers.http((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      seen.push([request.method, request.url, request.headers['content-length'], text]);
      response.end(JSON.stringify({ identities: created.slice(0, JSON.parse(text).identities.length) }));
    });
  });
  const admin = createAdmin(transportTo(url), url);
  const odd = { text: '{ "create": {"traits":{"name":"Zoë ☕"}} }', plainPasswords: 1 as const };
  for (const items of [[odd, item('b@example.com')], [odd], [item('c@example.com'), odd]]) {
    seen.length = 0;
    const answer = await admin.createIdentities(items);
    const body = `{"identities":[${items.map(({ text }) => text).join(',')}]}`;
    expect(seen).toEqual([['PATCH', '/admin/identities', String(Buffer.byteLength(body)), body]]);
    expect(answer).toMatchObject({
      kind: 'answered',
      items: ids.slice(0, items.length).map((id) => ({ id })),
    });
  }
});

describe('a batch that Kratos answers', () => {
  test.each<[string, unknown[], unknown[]]>([
    ['with ids', created, ids.map((id) => ({ id }))],
    [
      'with an id and a conflict',
      [created[0], conflict],
      [{ id: ids[0] }, { status: 409, words: conflict.error.message }],
    ],
    [
      'with a violation of a schema, whose reason says more than its message',
      [violation, created[1]],
      [{ status: 400, words: 'I[#/traits]' }, { id: ids[1] }],
    ],
  ])('%s has an answer for each, in order', async (_, identities, items) => {
    const { answer } = await answered([200, { identities }]);
    expect(answer).toMatchObject({ kind: 'answered', items });
  });

  test('says when it was answered by the clock of the server', async () => {
    const { answer } = await answered([
      200,
      { identities: created },
      { date: 'Fri, 20 Nov 2026 12:00:07 GMT' },
    ]);
    expect(answer.serverDate).toBe(Date.UTC(2026, 10, 20, 12, 0, 7));
    expect(answer.tookMs).toBeGreaterThan(0);
  });
});

describe('a batch that is refused as a whole', () => {
  test.each<[string, Said, number, string]>([
    [
      'as the only conflict',
      [409, { error: { code: 409, message: conflict.error.message } }],
      409,
      conflict.error.message,
    ],
    [
      'by a decoder, whose body has another code',
      [400, { error: { code: 500, message: 'json: unknown field "x"' } }],
      400,
      'json: unknown field "x"',
    ],
    [
      'by the database',
      [500, { error: { code: 500, message: 'value too long (SQLSTATE 22001)' } }],
      500,
      'value too long (SQLSTATE 22001)',
    ],
    ['as too large, whoever says so', [413, '<html>413</html>'], 413, 'The request is too large.'],
  ])('%s has a status and words', async (_, said, status, words) => {
    const { answer } = await answered(said);
    expect(answer).toMatchObject({ kind: 'refused', status, words });
  });
});

test('a batch that is forbidden was not made, whoever forbids it', async () => {
  const { answer } = await answered([403, '<html>Request blocked</html>']);
  expect(answer).toMatchObject({ kind: 'forbidden', error: { code: 'forbidden' } });
});

describe('a batch that comes too early', () => {
  test.each<[string, Readonly<Record<string, string>>, number | undefined]>([
    ['in seconds', { 'retry-after': '120' }, 120_000],
    [
      'by a date, which is meant by the clock of the server',
      { 'retry-after': 'Fri, 20 Nov 2026 12:01:00 GMT', date: 'Fri, 20 Nov 2026 12:00:30 GMT' },
      30_000,
    ],
    [
      'in the past',
      { 'retry-after': 'Fri, 20 Nov 2026 12:00:00 GMT', date: 'Fri, 20 Nov 2026 12:00:30 GMT' },
      0,
    ],
    ['in a year', { 'retry-after': '31536000' }, 86_400_000],
    ['when it likes', { 'retry-after': 'soon' }, undefined],
    ['without a time', {}, undefined],
  ])('is told when to come again %s', async (_, headers, retryAfterMs) => {
    const { answer } = await answered([429, 'slow down', headers]);
    expect(answer).toMatchObject({ kind: 'busy', retryAfterMs, error: { code: 'rate-limited' } });
  });
});

const own = (status: number): Said => [status, { error: { code: status, message: 'Unavailable' } }];

const ordered = (order: readonly (string | undefined)[]) => (_: IncomingMessage, response: ServerResponse) =>
  response.end(
    JSON.stringify({ identities: created.map((one, index) => ({ ...one, patch_id: order[index] })) }),
  );

describe('what nobody knows', () => {
  test.each<[string, Said]>([
    ['502 of a gateway', [502, '<html>Bad Gateway</html>']],
    ['503 without a word', [503, '']],
    ['503 in the shape of Kratos, which others share', own(503)],
    ['504 in the shape of Kratos', own(504)],
    ['500 as an HTML page', [500, '<html>oops</html>', { 'content-type': 'text/html' }]],
    ['500 in another shape', [500, { message: 'Internal server error' }]],
    ['500 with the outline of the shape', [500, { error: { message: 'x' } }]],
    ['an HTML page with 200', [200, '<!doctype html><html></html>', { 'content-type': 'text/html' }]],
    ['404 of another server', [404, '404 page not found\n', { 'content-type': 'text/plain' }]],
    ['JSON that is cut off', [200, '{"identities":[{"action":"create"']],
    ['JSON of another shape', [200, { ok: true }]],
    ['null', [200, 'null']],
    ['no body', [200, '']],
    ['204', [204, '']],
    ['one item less', [200, { identities: created.slice(1) }]],
    ['one item more', [200, { identities: [...created, conflict] }]],
    ['an item of nothing', [200, { identities: [created[0], null] }]],
    ['an item without id and error', [200, { identities: [created[0], { action: 'create' }] }]],
    ['an id that is none', [200, { identities: [created[0], { identity: 'x' }] }]],
    ['an error without a code', [200, { identities: [created[0], { error: { message: 'no' } }] }]],
  ])('is what became of a batch that is answered with %s', async (_, said) => {
    const { answer } = await answered(said);
    expect(answer).toMatchObject({
      kind: 'unknown',
      error: { message: expect.stringContaining(doubt), details: { 'may-have-been-done': true } },
    });
  });

  test('is what became of a batch whose answers are in another order', async () => {
    const sent = ids.map((id, index) => ({ ...item(`${index}@example.com`), patchId: id.toUpperCase() }));
    const answers = await Promise.all(
      [ids, ids.toReversed(), []].map(async (order) => {
        const url = await servers.http(ordered(order));
        return createAdmin(transportTo(url), url).createIdentities(sent);
      }),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'unknown', 'answered']);
  });

  test('and a gateway may say when to come again', async () => {
    const { answer } = await answered([503, '', { 'retry-after': '7' }]);
    expect(answer).toMatchObject({ kind: 'unknown', retryAfterMs: 7000, error: { code: 'unavailable' } });
  });
});

describe('what no other try would mend', () => {
  test.each<[number, string, Readonly<Record<string, string>>]>([
    [401, 'unauthorised', {}],
    [407, 'unauthorised', {}],
    [307, 'unexpected-answer', { location: 'http://elsewhere.example/admin/identities' }],
  ])('fails: %i', async (status, code, headers) => {
    expect((await failureOf(answered([status, '', headers]))).code).toBe(code);
  });

  test('fails: a proxy that wants credentials before it gives a connection', async () => {
    const proxy = await servers.tcp((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    });
    const at = 'https://kratos.invalid:4434';
    const admin = createAdmin(await reach({ 'admin-url': at }, { environment: { HTTPS_PROXY: proxy } }), at);
    expect((await failureOf(admin.createIdentities(two))).code).toBe('unauthorised');
  });

  test('fails: somebody ends it', async () => {
    const stop = new AbortController();
    const url = await servers.http(() => stop.abort());
    const admin = createAdmin(transportTo(url), url);
    expect((await failureOf(admin.createIdentities(two, stop.signal))).code).toBe('aborted');
  });
});

describe('a server that repeats the request', () => {
  type Repeat = (sent: string, response: ServerResponse, request: IncomingMessage) => void;
  test.each<[string, Repeat]>([
    ['in an HTML page', (sent, response) => response.writeHead(500).end(`<html>${sent}</html>`)],
    [
      'in a reason',
      (sent, response) => response.writeHead(500).end(JSON.stringify({ error: { reason: sent } })),
    ],
    ['as it came', (sent, response) => response.end(sent)],
    ['where it slows down', (sent, response) => response.writeHead(429).end(sent)],
    ['in its status line', (sent, _, { socket }) => socket.end(`HTTP/1.1 200 ${sent}\r\n`)],
    ['in what is no HTTP', (sent, _, { socket }) => socket.end(sent)],
    [
      'in the shape of Kratos, from a gateway',
      (sent, response) =>
        response.writeHead(503).end(JSON.stringify({ error: { code: 503, message: sent } })),
    ],
  ])('%s has nothing of it in the error', async (_, repeat) => {
    const url = await servers.http((request, response) => {
      let sent = '';
      request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
      request.on('end', () => repeat(sent, response, request));
    });
    const traced: string[] = [];
    const transport = transportTo(url, { trace: (line) => void traced.push(line) });
    const answer = await createAdmin(transport, url).createIdentities(two);
    const error = 'error' in answer ? answer.error : undefined;
    expect(error?.code).toMatch(/^(unexpected-answer|rate-limited|unavailable)$/);
    const all = JSON.stringify([
      error,
      error?.message,
      error?.hint,
      error?.stack,
      String(error?.cause),
      traced,
    ]);
    expect(all).not.toMatch(/abcdefghijklm|ada@/);
  });
});
