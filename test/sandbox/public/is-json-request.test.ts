import { expect, test } from 'vitest';
import { createKratosServer } from '../../../src/sandbox/kratos-server.ts';
import { isJsonRequest } from '../../../src/sandbox/public/is-json-request.ts';

async function wantsJson(headers: Record<string, string>): Promise<boolean> {
  const server = createKratosServer('public');
  server.get('/here', async (request) => isJsonRequest(request));
  const { body } = await server.inject({ url: '/here', headers });
  return body === 'true';
}

test('a caller that accepts JSON, or sends it, gets JSON', async () => {
  expect(await wantsJson({ accept: 'application/json' })).toBe(true);
  expect(await wantsJson({ accept: 'text/html;q=0.5, application/json' })).toBe(true);
  expect(await wantsJson({ accept: '*/*', 'content-type': 'application/json' })).toBe(true);
});

test('a browser, and a caller that does not mind, is redirected', async () => {
  expect(await wantsJson({ accept: '' })).toBe(false);
  expect(await wantsJson({ accept: '*/*' })).toBe(false);
  expect(await wantsJson({ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })).toBe(false);
  expect(await wantsJson({ accept: 'application/json;q=0.2, text/html' })).toBe(false);
  expect(await wantsJson({ accept: 'application/json;q=0' })).toBe(false);
  expect(await wantsJson({ accept: '*/*', 'content-type': 'application/json; charset=utf-8' })).toBe(false);
});
