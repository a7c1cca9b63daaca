import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { IdpError } from '../../src/errors/idp-error.ts';
import { readAnswer } from '../../src/kratos/answer.ts';
import { checkKratos } from '../../src/kratos/check/check-kratos.ts';
import { openRoutes } from '../../src/kratos/routes.ts';
import type { KratosRequest, Transport } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();
const token = 'ory_pat_Zq7/x+9Kd3&Lm=';
const hash = '$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';

async function withToken(adminUrl: string): Promise<Transport> {
  const routes = await openRoutes(
    {
      adminUrl,
      publicUrl: adminUrl,
      settings: { 'admin-url': adminUrl, 'bearer-token': 'ops' },
      context: 'x',
    },
    {
      environment: {},
      secrets: environmentStore({ IDP_SECRET_OPS__TOKEN: token }),
      folder: '/',
    },
  );
  return transportTo(adminUrl, { publicUrl: adminUrl, routes });
}

const get: KratosRequest = { method: 'GET', path: '/admin/identities' };

/** Everything an error says, to whomever. */
const allOf = (error: IdpError): string =>
  JSON.stringify([
    error.message,
    error.hint,
    error.recorded,
    error.details,
    error.stack,
    String(error.cause),
  ]) + (error.cause instanceof Error ? error.cause.stack : '');

/** The header as it came, which is what a server knows of the token. */
const sentTo = (request: IncomingMessage): string => request.headers.authorization ?? '';

type Repeat = (request: IncomingMessage, response: ServerResponse) => unknown;

const json = (status: number, body: (sent: string) => unknown): Repeat => {
  return (request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body(sentTo(request))));
};

const spelled = (text: string): string =>
  Array.from(text, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');

describe('a server that repeats the bearer token', () => {
  test.each<[string, Repeat]>([
    ['in its reason', json(400, (sent) => ({ error: { code: 400, reason: `bad header ${sent}` } }))],
    ['in its message and id', json(500, (sent) => ({ error: { message: sent, id: sent } }))],
    ['in base64', json(400, (sent) => ({ error: { message: Buffer.from(sent).toString('base64') } }))],
    ['in hexadecimal', json(409, (sent) => ({ error: { message: Buffer.from(sent).toString('hex') } }))],
    ['percent-encoded', json(404, (sent) => ({ error: { message: encodeURIComponent(sent) } }))],
    [
      'by the numbers of its letters',
      (request, response) =>
        response.writeHead(400).end(`{"error":{"message":"${spelled(sentTo(request).slice(7))}"}}`),
    ],
    [
      'in Location',
      (request, response) =>
        response
          .writeHead(302, { location: `http://x.example/?${encodeURIComponent(sentTo(request))}` })
          .end(),
    ],
    [
      'in the host of Location',
      (_, response) =>
        response.writeHead(302, { location: `http://${Buffer.from(token).toString('hex')}.example/` }).end(),
    ],
    [
      'in an HTML page',
      (request, response) => response.writeHead(500).end(`<html>${sentTo(request)}</html>`),
    ],
    ['in what is no HTTP', (request) => request.socket.end(`${sentTo(request)} HTTP/1.1 200 OK\r\n\r\n`)],
  ])('%s has it shown by no error', async (_, repeat) => {
    const url = await servers.http((request, response) => void repeat(request, response));
    const transport = await withToken(url);
    const failure = await failureOf(async () => readAnswer(await transport(get), get, url));
    const said = allOf(failure);
    for (const form of [
      token,
      encodeURIComponent(token),
      Buffer.from(token).toString('hex'),
      token.slice(8),
    ]) {
      expect(said.toLowerCase()).not.toContain(form.toLowerCase());
    }
    expect(said).not.toContain(Buffer.from(token).toString('base64').slice(4, 20));
  });

  test('in a header has it taken out there', async () => {
    const url = await servers.http((request, response) =>
      response.writeHead(200, { 'x-said': `you sent ${sentTo(request)}`, 'set-cookie': [token] }).end('{}'),
    );
    const { headers } = await (await withToken(url))(get);
    expect([headers['x-said'], headers['set-cookie']]).toEqual(['you sent Bearer [secret]', ['[secret]']]);
  });

  test('in an answer that is a success has it come as it is, and taken out for whoever shows it', async () => {
    const url = await servers.http(json(200, (sent) => ({ traits: { name: sent } })));
    const transport = await withToken(url);
    const { text } = await transport(get);
    expect(JSON.parse(text)).toEqual({ traits: { name: `Bearer ${token}` } });
    expect(transport.masked?.(text)).toBe('{"traits":{"name":"Bearer [secret]"}}');
  });

  test('everywhere has it in no finding of a check', async () => {
    const url = await servers.http((request, response) => {
      const sent = sentTo(request);
      response.setHeader('content-type', 'application/json').setHeader('x-sent', sent);
      const body = request.url?.startsWith('/schemas')
        ? [{ id: sent, schema: { $id: sent, type: 'object', [sent]: sent } }]
        : request.url?.startsWith('/version')
          ? { version: `v1.2.3-${sent}` }
          : request.url?.startsWith('/admin/identities?')
            ? []
            : { status: sent, error: { code: 503, message: sent } };
      response.statusCode = request.url?.startsWith('/health') ? 503 : 200;
      response.end(JSON.stringify(body));
    });
    const checked = await checkKratos({
      adminUrl: url,
      publicUrl: url,
      transport: await withToken(url),
      timeoutMs: 5000,
      adminSchema: { id: 'admin_v0', isDefault: true },
      isHosted: false,
      now: () => new Date(),
    });
    expect(JSON.stringify(checked)).toContain('[secret]');
    expect(JSON.stringify(checked)).not.toContain(token);
  });
});

test('a refused write that is repeated has its secrets taken out, an accepted one comes as it is', async () => {
  const url = await servers.http((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      response.statusCode = request.url === '/fine' ? 200 : 400;
      response.end(JSON.stringify({ error: { message: Buffer.concat(body).toString() } }));
    });
  });
  const transport = transportTo(url);
  const body = [{ op: 'add', path: '/x', value: { hashed_password: new Secret(hash), other: 'plain' } }];
  const refused = await transport({ method: 'PATCH', path: '/refused', body });
  expect(refused.text).not.toContain(hash);
  expect(refused.text).toContain('plain');
  expect((await transport({ method: 'PATCH', path: '/fine', body })).text).toContain(hash);
});
