import { getEventListeners } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { failureOf } from './failure.ts';
import { unusedUrl } from './listening-server.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();
const get = { method: 'GET', path: '/admin/identities/1?include_credential=totp' };

describe('a request', () => {
  test('carries method, path, query, JSON and who asks', async () => {
    const seen: unknown[] = [];
    const url = await servers.http((request, response) => {
      const { accept, 'content-type': type, 'user-agent': agent } = request.headers;
      void text(request).then((body) => {
        seen.push([request.method, request.url, accept, type, agent, body]);
        response.writeHead(201, { 'x-one': 'two' }).end('{"ü":1}');
      });
    });
    const body = { name: 'Žofie', password: new Secret('hunter2') };
    const answer = await transportTo(`${url}/kratos/`)({ method: 'POST', path: '/admin/x?y=1', body });
    expect(seen).toEqual([
      [
        'POST',
        '/kratos/admin/x?y=1',
        'application/json',
        'application/json',
        'idp/test',
        '{"name":"Žofie","password":"hunter2"}',
      ],
    ]);
    expect([answer.status, answer.text, answer.headers['x-one']]).toEqual([201, '{"ü":1}', 'two']);
  });

  test('is traced by method, path, status, time and request id: no query, no body', async () => {
    const trace: string[] = [];
    const url = await servers.http((_, response) => response.end('{"secret":1}'));
    await transportTo(url, { trace: (line) => void trace.push(line) })(get);
    expect(trace).toEqual([expect.stringMatching(/^GET \/admin\/identities\/1 200 \d+ ms idp-[\da-z-]+$/)]);
  });

  test('to the public side goes to the public URL, and is a usage error without one', async () => {
    const url = await servers.http((request, response) => response.end(JSON.stringify(request.url)));
    const admin = await unusedUrl();
    const answer = await transportTo(admin, { publicUrl: url })({ ...get, side: 'public' });
    expect(answer.text).toBe(JSON.stringify(get.path));
    const failure = await failureOf(transportTo(admin)({ ...get, side: 'public' }));
    expect([failure.code, failure.hint]).toEqual(['usage', expect.stringContaining('--public-url')]);
  });

  test('takes headers of more than 16 KiB, which Kratos sends with long filters', async () => {
    const link = `<${'x'.repeat(40_000)}>; rel="next"`;
    const url = await servers.http((_, response) => response.writeHead(200, { link }).end('[]'));
    expect((await transportTo(url)(get)).headers['link']).toBe(link);
  });
});

describe('a time limit', () => {
  test('ends a request that is never answered', async () => {
    const url = await servers.http(() => {});
    const failure = await failureOf(transportTo(url, { timeoutMs: 50 })(get));
    expect([failure.code, failure.message]).toEqual([
      'timeout',
      `Kratos at ${url} did not answer within 0.05 s.`,
    ]);
  });

  test('ends an answer that only drips', async () => {
    const url = await servers.http((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    expect((await failureOf(transportTo(url, { timeoutMs: 60 })(get))).code).toBe('timeout');
  });

  test('ends a connection that is never answered below HTTP', async () => {
    const url = await servers.tcp(() => {});
    expect((await failureOf(transportTo(url, { timeoutMs: 50 })(get))).code).toBe('timeout');
  });
});

describe('a failure of the network is one sentence', () => {
  test('where nothing listens', async () => {
    const url = await unusedUrl();
    const failure = await failureOf(transportTo(url)(get));
    expect([failure.code, failure.message, failure.hint]).toEqual([
      'unavailable',
      `Nothing listens at ${url}: the connection was refused.`,
      'Check that Kratos runs and that the admin URL is right.',
    ]);
  });

  test('where the host has no address', async () => {
    const url = 'http://kratos.invalid:4434';
    const failure = await failureOf(transportTo(url)({ method: 'POST', path: '/' }));
    expect([failure.code, failure.message]).toEqual([
      'unavailable',
      `The host name of ${url} cannot be resolved.`,
    ]);
  });

  test('where something else than HTTP answers', async () => {
    const url = await servers.tcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    const failure = await failureOf(transportTo(url)(get));
    expect([failure.code, failure.message]).toEqual(['unavailable', `${url} does not speak HTTP.`]);
  });

  test('where https is asked of a port that speaks none', async () => {
    const url = (await servers.http(() => {})).replace('http:', 'https:');
    const failure = await failureOf(transportTo(url)(get));
    expect([failure.code, failure.hint]).toEqual([
      'unavailable',
      'The port speaks no TLS: use http:// in the admin URL, or the right port.',
    ]);
    expect(failure.message).toBe(`${url} does not speak TLS.`);
  });

  test('where the answer is without end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    const url = await servers.http((_, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(megabyte));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });
    const failure = await failureOf(transportTo(url)(get));
    expect([failure.code, failure.message]).toEqual([
      'unexpected-answer',
      `What ${url} answered is larger than 64 MiB.`,
    ]);
  });
});

describe('an interruption', () => {
  test('ends a request under way', async () => {
    const controller = new AbortController();
    const url = await servers.http(() => controller.abort());
    const failure = await failureOf(transportTo(url, { signal: controller.signal })(get));
    expect([failure.code, failure.message]).toEqual(['aborted', 'Interrupted while Kratos was being asked.']);
  });

  test('ends a wait before the next attempt', async () => {
    const controller = new AbortController();
    const url = await servers.http((_, response) => {
      response.writeHead(429, { 'retry-after': '5' }).end();
    });
    const signal = controller.signal;
    const trace = (): void => void setImmediate(() => controller.abort());
    const failure = await failureOf(transportTo(url, { signal, trace })(get));
    expect([failure.code, failure.message]).toEqual([
      'aborted',
      'Interrupted while waiting to ask Kratos again.',
    ]);
  });

  test('of one request ends that one, under way or waiting, and no other', async () => {
    const one = new AbortController();
    let answered: (() => void) | undefined;
    const url = await servers.http((request, response) => {
      if (request.url === '/other') answered = () => response.end('{"fine":true}');
      else if (request.url === '/busy') response.writeHead(503, { 'retry-after': '5' }).end();
    });
    const trace = (): void => void setImmediate(() => one.abort());
    const other = transportTo(url)({ method: 'GET', path: '/other' });
    const slow = transportTo(url)({ method: 'GET', path: '/slow', signal: one.signal });
    const busy = transportTo(url, { trace })({ method: 'GET', path: '/busy', signal: one.signal });
    expect((await Promise.all([slow, busy].map(failureOf))).map(({ message }) => message)).toEqual([
      'Interrupted while Kratos was being asked.',
      'Interrupted while waiting to ask Kratos again.',
    ]);
    answered?.();
    expect((await other).text).toBe('{"fine":true}');
  });

  test('of one request before it is sent sends nothing, and leaves no listener behind', async () => {
    const seen: unknown[] = [];
    const url = await servers.http((request, response) => {
      seen.push(request.url);
      response.end('{}');
    });
    const transport = transportTo(url);
    const failure = await failureOf(transport({ ...get, signal: AbortSignal.abort() }));
    expect([failure.code, seen]).toEqual(['aborted', []]);
    const { signal } = new AbortController();
    await transport({ method: 'GET', path: '/fine', signal });
    expect([seen, getEventListeners(signal, 'abort')]).toEqual([['/fine'], []]);
  });

  test('before the first request sends nothing', async () => {
    const seen: string[] = [];
    const url = await servers.http((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    const failure = await failureOf(transportTo(url, { signal: AbortSignal.abort() })(get));
    expect([failure.code, seen]).toEqual(['aborted', []]);
  });
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) is never followed: nothing goes elsewhere',
  async (status) => {
    const elsewhere: string[] = [];
    const other = await servers.http((request, response) => {
      elsewhere.push(`${request.method} ${request.url}`);
      response.end('{"id":"1"}');
    });
    const url = await servers.http((request, response) => {
      response.writeHead(status, { location: `${other}${request.url}&token=t0ken` }).end();
    });
    const admin = createAdmin(transportTo(url), url);
    const failures = [
      await failureOf(admin.getIdentity('1', ['totp'])),
      await failureOf(admin.patchIdentity('1', [{ op: 'remove', path: '/credentials/totp' }])),
    ];
    expect(elsewhere).toEqual([]);
    expect(failures.map((failure) => [failure.code, failure.message])).toEqual(
      ['GET', 'PATCH'].map((method) => [
        'unexpected-answer',
        `${url} redirects ${method} /admin/identities/1 to ${other}: this is Kratos's public port, or a proxy, not its admin port.`,
      ]),
    );
  },
);

test('each attempt is traced once, with its method, path and end, whatever the end was', async () => {
  const traces: string[] = [];
  const trace = (line: string) => void traces.push(line.replace(/\d+ ms idp-[\da-z-]+$/, '… ms'));
  const slow = await servers.http(() => undefined);
  await failureOf(transportTo(slow, { timeoutMs: 30, trace })({ method: 'GET', path: '/slow' }));
  const cutting = await servers.http((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{', () => response.destroy());
  });
  await failureOf(transportTo(cutting, { trace })({ method: 'PATCH', path: '/cut', body: [] }));
  const fine = await servers.http((_, response) => response.end('{}'));
  await transportTo(fine, { trace })({ method: 'GET', path: '/fine?a=b' });
  expect(traces).toEqual(['GET /slow timed out … ms', 'PATCH /cut failed … ms', 'GET /fine 200 … ms']);
});
