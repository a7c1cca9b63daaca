import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkUrl, hostOf, originOf } from '../../src/kratos/kratos-urls.ts';
import { networkError } from '../../src/kratos/network-error.ts';
import { failureOf } from './failure.ts';
import { startOnSocket } from './listening-server.ts';
import { reach } from './reach.ts';
import { transportTo } from './servers.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-socket-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = { method: 'GET', path: '/admin/identities?page_size=1' };
const write = { method: 'PATCH', path: '/admin/identities/1', body: [] };

test('a Kratos on a unix socket is asked by its path, with credentials, and never through a proxy', async () => {
  const seen: unknown[] = [];
  const server = await startOnSocket(join(folder, 'ad min.sock'), (request, response) => {
    seen.push([request.method, request.url, request.headers.host, request.headers.authorization]);
    response.end('{}');
  });
  try {
    const transport = await reach(
      { 'admin-url': server.url.replace(' ', '%20'), 'bearer-token': 'gateway' },
      { environment: { IDP_SECRET_GATEWAY__TOKEN: 't0ken', HTTP_PROXY: 'http://127.0.0.1:1' } },
    );
    await transport(read);
    await transport(write);
  } finally {
    await server.close();
  }
  expect(seen).toEqual([
    ['GET', read.path, 'localhost', 'Bearer t0ken'],
    ['PATCH', write.path, 'localhost', 'Bearer t0ken'],
  ]);
});

describe('a socket', () => {
  test('that is not there', async () => {
    const url = `unix://${folder}/none.sock`;
    const failure = await failureOf(transportTo(url)(write));
    expect([failure.code, failure.message]).toEqual(['unavailable', `There is no socket ${url}.`]);
  });

  test('that nothing listens on, as a file is none', async () => {
    writeFileSync(join(folder, 'file'), '');
    const url = `unix://${folder}/file`;
    const failure = await failureOf(transportTo(url)(write));
    expect([failure.code, failure.message]).toEqual([
      'unavailable',
      `Nothing listens at ${url}: the connection was refused.`,
    ]);
  });

  test('whose path is too long', async () => {
    const url = `unix://${folder}/${'x'.repeat(200)}`;
    const failure = await failureOf(transportTo(url)(write));
    expect([failure.code, failure.message]).toEqual([
      'unavailable',
      `${url} is longer than the path of a socket may be.`,
    ]);
  });
});

test.each([
  ['EACCES', 'This user may not connect to unix:///run/kratos.sock.'],
  ['ENOTSOCK', 'unix:///run/kratos.sock is not a socket.'],
  ['EIO', 'No connection to unix:///run/kratos.sock: connect EIO.'],
])('what the system says of one (%s) is a sentence', async (code, sentence) => {
  // Root may connect to every socket, so no real one can refuse a test.
  const refusal = Object.assign(new Error(`connect ${code}`), { code });
  const origin = 'unix:///run/kratos.sock';
  const failure = await networkError(refusal, { origin, method: 'GET', path: '/', timeoutMs: 1 });
  expect([failure.code, failure.message]).toEqual(['unavailable', sentence]);
});

test.each(['unix:/run/kratos.sock', 'unix://run/kratos.sock', 'unix:///', 'unix:///a?b', 'unix:///%zz'])(
  '%s is refused as a URL',
  async (url) => {
    const failure = await failureOf(() => checkUrl(url, '--admin-url'));
    expect([failure.code, failure.message]).toEqual([
      'usage',
      '--admin-url is not unix:// with the absolute path of a socket.',
    ]);
  },
);

test('it is known by its URL, others by host and origin', () => {
  const url = 'unix:///run/kratos/admin.sock';
  expect([checkUrl(url, '--admin-url'), hostOf(url), originOf(url)]).toEqual([url, url, url]);
  expect([hostOf('https://id.example:1/x'), originOf('https://id.example:1/x')]).toEqual([
    'id.example:1',
    'https://id.example:1',
  ]);
});
