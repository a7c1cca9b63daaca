import { describe, expect, test } from 'vitest';
import { KratosRejection, readAnswer } from '../../src/kratos/answer.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';
import { failureOf } from './failure.ts';

const origin = 'http://127.0.0.1:4434';
const request: KratosRequest = { method: 'GET', path: '/admin/identities/1?include_credential=totp' };

function read(status: number, text: string, headers: Record<string, string> = {}, asked = request): unknown {
  return readAnswer({ status, headers, text }, asked, origin);
}

test('an answer is its JSON, and an empty one undefined', () => {
  expect([read(200, '{"a":1}'), read(201, '[]'), read(204, '')]).toEqual([{ a: 1 }, [], undefined]);
});

describe("Kratos's own no", () => {
  test.each([
    ['reason before message', { reason: 'Why.', message: 'What' }, 'Kratos refused (400): Why.'],
    [
      'the message where there is no reason',
      { message: 'json: unknown field "x"' },
      'Kratos refused (400): json: unknown field "x".',
    ],
    ['the status where there is neither', {}, 'Kratos refused (400): status 400.'],
    [
      'every line once',
      { reason: 'I[#/traits] failed\n  I[#/a] bad\n  I[#/a] bad\n' },
      'Kratos refused (400): I[#/traits] failed; I[#/a] bad.',
    ],
  ])('says %s', async (_, error, message) => {
    const failure = await failureOf(() => read(400, JSON.stringify({ error })));
    expect([failure.code, failure.message]).toEqual(['kratos-rejected', message]);
  });

  test('keeps status, words and id for programs, and only the status for the record', async () => {
    const error = {
      code: 400,
      reason: 'ada@example.com is taken',
      id: 'self_service_flow_return_to_forbidden',
    };
    const failure = await failureOf(() => read(400, JSON.stringify({ error })));
    expect(failure).toBeInstanceOf(KratosRejection);
    expect([failure.details, failure.recorded]).toEqual([
      { status: 400, reason: 'ada@example.com is taken', id: 'self_service_flow_return_to_forbidden' },
      'Kratos refused (400)',
    ]);
  });

  test('of 500 says where the reason is', async () => {
    const failure = await failureOf(() => read(500, '{"error":{"message":"boom"}}'));
    expect([failure.code, failure.hint]).toEqual([
      'kratos-rejected',
      expect.stringContaining('its log says why'),
    ]);
  });
});

test.each([
  [401, 'unauthorised', `${origin} wants credentials (401).`],
  [403, 'forbidden', `${origin} forbids this request (403).`],
  [429, 'rate-limited', `${origin} asks to slow down (429).`],
  [502, 'unavailable', `Kratos behind ${origin} is not available (502).`],
  [503, 'unavailable', `Kratos behind ${origin} is not available (503).`],
  [504, 'unavailable', `Kratos behind ${origin} is not available (504).`],
])('%i is %s, as JSON, as HTML or empty', async (status, code, message) => {
  for (const text of ['{"error":{"code":1}}', '<html>nginx</html>', '']) {
    const failure = await failureOf(() => read(status, text));
    expect([failure.code, failure.message]).toEqual([code, message]);
  }
});

describe('what is not Kratos is unexpected-answer', () => {
  const asked = `${origin} answered GET /admin/identities/1`;
  test.each([
    [
      200,
      '<!DOCTYPE html><p>Hello',
      {},
      `${asked} with an HTML page (200), so it is not Kratos's admin API.`,
    ],
    [404, '  <html>', {}, `${asked} with an HTML page (404), so it is not Kratos's admin API.`],
    [
      200,
      'Hello',
      { 'content-type': 'text/html; charset=utf-8' },
      `${asked} with an HTML page (200), so it is not Kratos's admin API.`,
    ],
    [200, '{"id":"1","tra', {}, `${asked} with JSON that is cut off or malformed.`],
    [200, 'OK', {}, `${asked} with JSON that is cut off or malformed.`],
    [404, '404 page not found\n', {}, `${asked} with 404 and no Kratos error: it has no such endpoint.`],
    [405, 'Method Not Allowed\n', {}, `${asked} with 405 and no Kratos error: it has no such endpoint.`],
    [500, 'Internal Server Error', {}, `${asked} with 500 and no Kratos error.`],
    [400, '{"message":"not in Kratos\' shape"}', {}, `${asked} with 400 and no Kratos error.`],
    [400, '{"error":"invalid_request"}', {}, `${asked} with 400 and no Kratos error.`],
    [400, 'null', {}, `${asked} with 400 and no Kratos error.`],
  ])('%i %j', async (status, text, headers: Record<string, string>, message) => {
    const failure = await failureOf(() => read(status, text, headers));
    expect([failure.code, failure.message]).toEqual(['unexpected-answer', message]);
  });
});

describe('a redirect says where to, without path or query', () => {
  test.each([
    ['http://127.0.0.1:4433/self-service?token=x', 'http://127.0.0.1:4433'],
    ['/admin/identities/', origin],
    ['http://[broken', 'elsewhere'],
    [undefined, 'elsewhere'],
  ])('%s', async (location, where) => {
    const failure = await failureOf(() => read(307, '', location === undefined ? {} : { location }));
    expect([failure.code, failure.message]).toEqual([
      'unexpected-answer',
      `${origin} redirects GET /admin/identities/1 to ${where}: this is Kratos's public port, or a proxy, not its admin port.`,
    ]);
  });

  test('and on the public side asks for the public URL', async () => {
    const asked: KratosRequest = { method: 'GET', path: '/schemas', side: 'public' };
    const failure = await failureOf(() => read(302, '', { location: 'https://id.example/x' }, asked));
    expect([failure.message, failure.hint]).toEqual([
      `${origin} redirects GET /schemas to https://id.example.`,
      expect.stringContaining('public URL') as unknown,
    ]);
  });
});

test.each([
  [
    'Client sent an HTTP request to an HTTPS server.\n',
    `${origin} speaks TLS, and was asked without (400).`,
    'https://',
  ],
  [
    '<html><title>400 The plain HTTP request was sent to HTTPS port</title>',
    `${origin} speaks TLS, and was asked without (400).`,
    'https://',
  ],
  [
    '<html><title>400 No required SSL certificate was sent</title>',
    `${origin} demands a client certificate that it trusts (400).`,
    'client-cert-file',
  ],
])('what a server says of TLS in an answer of 400 is told as that: %j', async (text, message, hint) => {
  const failure = await failureOf(() => read(400, text));
  expect([failure.code, failure.message, failure.hint.includes(hint)]).toEqual([
    'unexpected-answer',
    message,
    true,
  ]);
});

test.each([
  [504, '<html>gateway</html>'],
  [502, ''],
  [201, '{"id": "6f0c'],
  [200, '<html>welcome'],
])('%i %j to a write says that it may have been done, and where to look', async (status, text) => {
  const id = '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90';
  const patch = { method: 'PATCH', path: `/admin/identities/${id}` };
  const failure = await failureOf(() => read(status, text, {}, patch));
  expect(failure.message).toMatch(/ What it was asked to do \(PATCH\) may have been done all the same\.$/);
  expect([failure.hint, failure.details]).toEqual([
    `Look first with idp run get-identity ${id}, and run it again only if it was not done.`,
    { 'may-have-been-done': true },
  ]);
});
