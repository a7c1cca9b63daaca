import { describe, expect, test } from 'vitest';
import { newRequestId } from '../../src/kratos/request-id.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

describe('X-Request-Id', () => {
  test('goes with every request, another one each time, and the answer names it', async () => {
    const seen: unknown[] = [];
    const url = await servers.http((request, response) => {
      seen.push(request.headers['x-request-id']);
      response.end('{}');
    });
    const transport = transportTo(url, { publicUrl: url });
    const answers = [
      await transport({ method: 'GET', path: '/admin/x' }),
      await transport({ method: 'PATCH', path: '/admin/x', body: [] }),
      await transport({ method: 'GET', path: '/y', side: 'public' }),
    ];
    expect(seen).toEqual(answers.map((answer) => answer.requestId));
    expect(new Set(seen).size).toBe(3);
  });

  test('is the same for all attempts at one request', async () => {
    const seen: unknown[] = [];
    const url = await servers.http((request, response) => {
      seen.push(request.headers['x-request-id']);
      response.writeHead(seen.length < 3 ? 503 : 200, { 'retry-after': '0' }).end('{}');
    });
    const { requestId } = await transportTo(url)({ method: 'GET', path: '/admin/x' });
    expect(seen).toEqual([requestId, requestId, requestId]);
  });

  test('is the one that a request brings along', async () => {
    const url = await servers.http((request, response) => response.end(request.headers['x-request-id']));
    const { text, requestId } = await transportTo(url)({ method: 'GET', path: '/x', requestId: 'mine-1' });
    expect([text, requestId]).toEqual(['mine-1', 'mine-1']);
  });

  test('is harmless in every log, and is not made twice', () => {
    const made = Array.from({ length: 10_000 }, newRequestId);
    expect(new Set(made).size).toBe(made.length);
    expect(made.filter((id) => !/^idp-[0-9a-z]{8,9}-[0-9a-z]{9,14}$/.test(id))).toEqual([]);
  });
});
