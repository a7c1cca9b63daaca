import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import { doubt, two } from './batch-items.ts';
import { unusedUrl } from './listening-server.ts';
import { reach } from './reach.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

test.each<[string, (socket: Socket) => void]>([
  ['cut off unanswered', (socket) => socket.destroy()],
  ['reset', (socket) => socket.resetAndDestroy()],
  ['cut in its headers', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  [
    'cut in its body',
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"identities":[{"acti'),
  ],
  ['answered with what is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
  ['never answered', () => undefined],
])('nobody knows what became of a batch that is %s', async (_, answer) => {
  const url = await servers.tcp((socket) => void socket.once('data', () => answer(socket)));
  const transport = transportTo(url, { timeoutMs: 60, batchTimeoutMs: 60 });
  const ended = await createAdmin(transport, url).createIdentities(two);
  expect(ended).toMatchObject({
    kind: 'unknown',
    serverDate: undefined,
    error: { message: expect.stringContaining(doubt) },
  });
});

describe('what never left', () => {
  test('is a batch for a port where nothing listens', async () => {
    const url = await unusedUrl();
    const answer = await createAdmin(transportTo(url), url).createIdentities(two);
    expect(answer).toMatchObject({ kind: 'unsent', error: { code: 'unavailable' } });
  });

  test('is a batch for a host that nobody knows', async () => {
    const url = 'http://kratos.invalid:4434';
    const answer = await createAdmin(transportTo(url), url).createIdentities(two);
    expect(answer).toMatchObject({ kind: 'unsent', error: { code: 'unavailable' } });
  });

  test.each<[string, (socket: Socket) => void]>([
    ['speaks no TLS', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['ends the connection', (socket) => socket.end()],
  ])('is a batch over TLS for what %s', async (_, greet) => {
    const url = await servers.tcp((socket) => void socket.once('data', () => greet(socket)));
    const secure = url.replace('http:', 'https:');
    const transport = await reach({ 'admin-url': secure });
    const answer = await createAdmin(transport, secure).createIdentities(two);
    expect(answer).toMatchObject({ kind: 'unsent', error: { code: 'unavailable' } });
  });

  test('is a batch for a proxy that gives no connection', async () => {
    const proxy = await servers.tcp((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    });
    const at = 'https://kratos.invalid:4434';
    const transport = await reach({ 'admin-url': at }, { environment: { HTTPS_PROXY: proxy } });
    const answer = await createAdmin(transport, at).createIdentities(two);
    expect(answer).toMatchObject({ kind: 'unsent', error: { code: 'unavailable' } });
  });

  test('is a batch that waited for a tunnel until its time was over', async () => {
    const proxy = await servers.tcp(() => undefined);
    const at = 'https://kratos.invalid:4434';
    const around = { environment: { HTTPS_PROXY: proxy }, timeoutMs: 30, batchTimeoutMs: 30 };
    const answer = await createAdmin(await reach({ 'admin-url': at }, around), at).createIdentities(two);
    expect(answer).toMatchObject({ kind: 'unsent', error: { code: 'timeout' } });
  });
});
