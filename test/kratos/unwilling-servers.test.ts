import { describe, expect, test } from 'vitest';
import type { Socket } from 'node:net';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();
const read = { method: 'GET', path: '/admin/identities' };
const write = { method: 'PATCH', path: '/admin/identities/1', body: [] };
const doubt = 'What it was asked to do (PATCH) may have been done all the same.';

/** A server that does this with every connection once it has been asked. */
const serve = (once: (socket: Socket) => void) =>
  servers.tcp((socket) => void socket.once('data', () => once(socket)));

describe.each<[string, (socket: Socket) => void]>([
  ['accepts and never answers', () => undefined],
  [
    'sends headers and then nothing',
    (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n'),
  ],
  [
    'drips headers',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      drip(socket, 'x');
    },
  ],
  [
    'drips a body',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      drip(socket, '1\r\n \r\n');
    },
  ],
])('a server that %s', (_, answer) => {
  test('has no more than the time limit for all of it', async () => {
    const url = await serve(answer);
    const transport = transportTo(url, { timeoutMs: 60 });
    const [reading, writing] = [await failureOf(transport(read)), await failureOf(transport(write))];
    const sentence = `Kratos at ${url} did not answer within 0.06 s.`;
    expect([reading.code, reading.message]).toEqual(['timeout', sentence]);
    expect([writing.code, writing.message]).toEqual(['timeout', `${sentence} ${doubt}`]);
  });
});

describe.each<[string, string, 'unavailable' | 'unexpected-answer', string]>([
  ['before it says anything', '', 'unavailable', 'closed the connection before it had answered.'],
  [
    'in the middle of its headers',
    'HTTP/1.1 200 OK\r\ncontent-le',
    'unavailable',
    'closed the connection before it had answered.',
  ],
  [
    'with fewer bytes than it announced',
    'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":',
    'unexpected-answer',
    'closed the connection in the middle of its answer.',
  ],
  [
    'in the middle of its chunks',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"id',
    'unexpected-answer',
    'closed the connection in the middle of its answer.',
  ],
])('a server that cuts %s', (_, bytes, code, sentence) => {
  test.each([
    ['with an end', (socket: Socket) => socket.end(bytes)],
    ['with a reset', (socket: Socket) => socket.write(bytes, () => socket.resetAndDestroy())],
  ])('%s', async (_how, cut) => {
    const url = await serve(cut);
    const transport = transportTo(url);
    const [reading, writing] = [await failureOf(transport(read)), await failureOf(transport(write))];
    expect([reading.code, reading.message]).toEqual([code, `${url} ${sentence}`]);
    expect([writing.code, writing.message]).toEqual([code, `${url} ${sentence} ${doubt}`]);
    expect(writing.hint).toContain('Look first');
  });
});

/** The next piece as soon as the last one is on its way: without end, and never much at once. */
function drip(socket: Socket, piece: string): void {
  socket.write(piece, () => {
    if (!socket.destroyed) setTimeout(() => drip(socket, piece), 2);
  });
}

test.each([
  ['names it', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ['does not name it', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  [
    'goes on in it',
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n\0\0\x12\x04',
  ],
])('a server that turns to another protocol and %s is not waited for', async (_, answer) => {
  const url = await serve((socket) => socket.write(answer));
  const transport = transportTo(url, { timeoutMs: 20_000 });
  const sentence = `${url} turns to another protocol, which nobody asked for (101).`;
  const [reading, writing] = [await failureOf(transport(read)), await failureOf(transport(write))];
  expect([reading.code, reading.message]).toEqual(['unexpected-answer', sentence]);
  expect([writing.code, writing.message]).toEqual(['unexpected-answer', `${sentence} ${doubt}`]);
});
