import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/kratos/answer.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';
import { failureOf } from './failure.ts';
import { startHttp, unusedUrl, type ListeningServer } from './listening-server.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();
const read: KratosRequest = { method: 'GET', path: '/admin/identities' };
const writes: KratosRequest[] = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
  method,
  path: '/admin/x',
}));

/** Each answer in turn, the last one for ever; counts how often it was asked. */
function inTurn(...answers: ((response: ServerResponse) => unknown)[]) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(request.method ?? '');
    answer?.(response);
  };
  return { asked, listener };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): unknown =>
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{}');

const cut = (response: ServerResponse): unknown => {
  response.writeHead(200, { 'content-length': '100' });
  return response.write('{"id":', () => response.destroy());
};

const soon = { 'retry-after': '0' };

describe('a read', () => {
  test.each([429, 502, 503, 504])('is asked again after %i, as soon as Retry-After allows', async (code) => {
    const { asked, listener } = inTurn(status(code, soon), status(code, soon), status(200));
    const answer = await transportTo(await servers.http(listener))(read);
    expect([answer.status, asked.length]).toEqual([200, 3]);
  });

  test.each([
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ])('is given up after three answers of %i: %s', async (code, error) => {
    const { asked, listener } = inTurn(status(code, soon));
    const url = await servers.http(listener);
    const answer = await transportTo(url)(read);
    const failure = await failureOf(() => readAnswer(answer, read, url));
    expect([asked.length, failure.code]).toEqual([3, error]);
  });

  test('waits for a date in Retry-After that is over no longer', async () => {
    const past = { 'retry-after': new Date(0).toUTCString() };
    const { asked, listener } = inTurn(status(503, past), status(200));
    expect((await transportTo(await servers.http(listener))(read)).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 409, 500])('is not asked again after %i', async (code) => {
    const { asked, listener } = inTurn(status(code));
    expect((await transportTo(await servers.http(listener))(read)).status).toBe(code);
    expect(asked).toHaveLength(1);
  });

  test('is asked again where the connection was cut, and then answered', async () => {
    const { asked, listener } = inTurn(cut, cut, status(200));
    expect((await transportTo(await servers.http(listener))(read)).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  test('is given up after three cut connections, with the sentence that says so', async () => {
    const { asked, listener } = inTurn(cut);
    const url = await servers.http(listener);
    const failure = await failureOf(transportTo(url)(read));
    expect([asked.length, failure.code, failure.message]).toEqual([
      3,
      'unexpected-answer',
      `${url} closed the connection in the middle of its answer.`,
    ]);
  });

  test('is asked once where the time limit was reached', async () => {
    const { asked, listener } = inTurn(() => undefined);
    await failureOf(transportTo(await servers.http(listener), { timeoutMs: 50 })(read));
    expect(asked).toHaveLength(1);
  });
});

describe.each(writes)('a write ($method)', (write) => {
  test.each([429, 502, 503, 504])('is not sent again after %i', async (code) => {
    const { asked, listener } = inTurn(status(code, soon), status(200));
    expect((await transportTo(await servers.http(listener))(write)).status).toBe(code);
    expect(asked).toHaveLength(1);
  });

  test('is not sent again where the connection was cut', async () => {
    const { asked, listener } = inTurn(cut, status(200));
    const failure = await failureOf(transportTo(await servers.http(listener))(write));
    expect([failure.code, asked.length]).toEqual(['unexpected-answer', 1]);
    expect(failure.message).toMatch(/may have been done all the same\.$/);
    expect(failure.hint).toContain('Look first');
  });

  test('has a connection of its own: one that is kept may just be closing', async () => {
    const connections: (string | undefined)[] = [];
    const url = await servers.http((request, response) => {
      connections.push(request.headers.connection);
      response.end('{}');
    });
    const transport = transportTo(url);
    await transport(read);
    await transport(write);
    expect(connections).toEqual(['keep-alive', 'close']);
  });

  test('is sent again where the connection was refused, because nothing can have been done', async () => {
    const url = await unusedUrl();
    const { asked, listener } = inTurn(status(200));
    const port = Number(new URL(url).port);
    let late: Promise<ListeningServer> | undefined;
    const answer = await transportTo(url, {
      trace: () => {
        late ??= startHttp(listener, port);
      },
    })(write);
    expect([answer.status, asked.length]).toEqual([200, 1]);
    await (await late)?.close();
  });
});
