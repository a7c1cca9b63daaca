import { afterEach, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnswer } from '../../src/kratos/answer.ts';
import { isExempt, proxyFor } from '../../src/kratos/proxy.ts';
import { createAuthority } from './certificates.ts';
import { failureOf } from './failure.ts';
import { unusedUrl } from './listening-server.ts';
import { startProxy, type ProxyServer } from './proxy-server.ts';
import { reach } from './reach.ts';
import { useServers } from './servers.ts';

const servers = useServers();
const authority = createAuthority();
const running: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((end) => end()));
});

async function proxyTo(url: string, answer?: string): Promise<ProxyServer> {
  const proxy = await startProxy(url, answer);
  running.push(() => proxy.close());
  return proxy;
}

/** A Kratos that only the proxy can reach, because no name server knows its host. */
async function hiddenKratos() {
  const seen: string[] = [];
  const url = await servers.https(authority.issue({ names: ['kratos.invalid'] }), (request, response) => {
    seen.push(`${request.method} ${request.headers.host} ${request.headers.authorization}`);
    response.end('{}');
  });
  const folder = mkdtempSync(join(tmpdir(), 'idp-proxy-'));
  running.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  return { url, seen, folder };
}

const read = { method: 'GET', path: '/admin/identities?page_size=1' };
const write = { method: 'PATCH', path: '/admin/identities/1', body: [] };
const https = { 'admin-url': 'https://kratos.invalid:4434', 'ca-file': 'ca.pem' };
const http = { 'admin-url': 'http://kratos.invalid:4434' };
const token = { 'bearer-token': 'gateway' };
const secret = { IDP_SECRET_GATEWAY__TOKEN: 't0ken' };

describe('https goes through a tunnel', () => {
  test('that the proxy knows by host and port only; certificate and credentials are for Kratos', async () => {
    const { url, seen, folder } = await hiddenKratos();
    const proxy = await proxyTo(url);
    const environment = { ...secret, HTTPS_PROXY: proxy.url.replace('//', '//us%40er:p%3Aw@') };
    const transport = await reach({ ...https, ...token }, { environment, folder });
    expect([(await transport(read)).status, (await transport(write)).status]).toEqual([200, 200]);
    const connect = [
      'CONNECT kratos.invalid:4434',
      `Basic ${Buffer.from('us@er:p:w').toString('base64')}`,
    ] as const;
    expect(proxy.asked).toEqual([connect, connect]);
    expect(seen).toEqual(['GET kratos.invalid:4434 Bearer t0ken', 'PATCH kratos.invalid:4434 Bearer t0ken']);
  });

  test('in which the certificate of an address is verified for that address', async () => {
    const seen: unknown[] = [];
    const { folder } = await hiddenKratos();
    const reachAs = async (name: string) => {
      const url = await servers.https(authority.issue({ names: [name] }), (request, response) => {
        seen.push(request.headers.host);
        response.end('{}');
      });
      const environment = { HTTPS_PROXY: (await proxyTo(url)).url };
      return reach({ 'admin-url': 'https://192.0.2.1', 'ca-file': 'ca.pem' }, { folder, environment });
    };
    expect((await (await reachAs('192.0.2.1'))(write)).status).toBe(200);
    const failure = await failureOf((await reachAs('192.0.2.2'))(write));
    expect(failure.message).toContain('is for 192.0.2.2, not for 192.0.2.1.');
    expect(seen).toEqual(['192.0.2.1']);
  });

  test('in which the certificate is verified all the same', async () => {
    const { url } = await hiddenKratos();
    const proxy = await proxyTo(url);
    const transport = await reach(
      { 'admin-url': https['admin-url'] },
      { environment: { https_proxy: proxy.url } },
    );
    expect((await failureOf(transport(write))).message).toMatch(
      /^The certificate of https:\/\/kratos\.invalid:4434 is signed by an authority that is not trusted here/,
    );
  });

  test.each([
    [
      'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
      'unauthorised',
      (at: string) => `The proxy ${at} wants credentials, or others (407).`,
    ],
    [
      'HTTP/1.1 502 Bad Gateway\r\n\r\n',
      'unavailable',
      (at: string) => `The proxy ${at} gives no connection to https://kratos.invalid:4434 (502).`,
    ],
    [
      'HTTP/1.1 403 Forbidden\r\n\r\n',
      'forbidden',
      (at: string) => `The proxy ${at} does not allow a connection to https://kratos.invalid:4434 (403).`,
    ],
    ['SSH-2.0-OpenSSH\r\n', 'unavailable', (at: string) => `The proxy ${at} does not speak HTTP.`],
  ])('that a proxy refuses with %j', async (answer, code, sentence) => {
    const proxy = await proxyTo('http://127.0.0.1:1', answer);
    const environment = { HTTPS_PROXY: proxy.url.replace('//', '//user:hunter2@') };
    const transport = await reach({ 'admin-url': https['admin-url'] }, { environment });
    const failure = await failureOf(transport(write));
    expect([failure.code, failure.message]).toEqual([code, sentence(new URL(proxy.url).host)]);
    expect(`${failure.message} ${failure.hint} ${(failure.cause as Error).stack}`).not.toContain('hunter2');
  });

  test('for which a proxy that never answers gets no more than the time limit, and no connection is left', async () => {
    const proxy = await proxyTo('http://127.0.0.1:1', '');
    const transport = await reach(
      { 'admin-url': https['admin-url'] },
      { environment: { HTTPS_PROXY: proxy.url }, timeoutMs: 50 },
    );
    const failure = await failureOf(transport(write));
    expect(failure.message).toMatch(
      `Kratos at https://kratos.invalid:4434 did not answer within 0.05 s through the proxy ${new URL(proxy.url).host}.`,
    );
    await proxy.idle();
  });
});

describe('plain http', () => {
  test('tells the proxy the whole URL', async () => {
    const seen: unknown[] = [];
    const url = await servers.http((request, response) => {
      seen.push([request.method, request.url, request.headers.host, request.headers.authorization]);
      response.end('{}');
    });
    const proxy = await proxyTo(url);
    const environment = { ...secret, HTTP_PROXY: proxy.url };
    const transport = await reach({ ...http, ...token }, { environment });
    expect((await transport(read)).status).toBe(200);
    expect(proxy.asked).toEqual([['GET http://kratos.invalid:4434/admin/identities?page_size=1', undefined]]);
    expect(seen).toEqual([['GET', '/admin/identities?page_size=1', 'kratos.invalid:4434', 'Bearer t0ken']]);
  });

  test.each([
    [407, 'unauthorised', (at: string) => `The proxy ${at} wants credentials (407).`],
    [
      403,
      'forbidden',
      (at: string) => `http://kratos.invalid:4434 forbids this request (403) through the proxy ${at}.`,
    ],
    [
      502,
      'unavailable',
      (at: string) =>
        `Kratos behind http://kratos.invalid:4434 is not available (502) through the proxy ${at}. What it was asked to do (PATCH) may have been done all the same.`,
    ],
  ])('that is answered %i names the proxy', async (status, code, sentence) => {
    const proxy = await proxyTo('http://127.0.0.1:1', `HTTP/1.1 ${status} No\r\n\r\n`);
    const transport = await reach(http, { environment: { HTTP_PROXY: proxy.url } });
    const answer = await transport(write);
    const failure = await failureOf(() => readAnswer(answer, write, http['admin-url']));
    expect([failure.code, failure.message]).toEqual([code, sentence(new URL(proxy.url).host)]);
  });
});

describe('a proxy', () => {
  test.each([https['admin-url'], http['admin-url']])('that is not there, for %s', async (url) => {
    const nowhere = (await unusedUrl()).replace('//', '//user:hunter2@');
    const environment = { HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere };
    const failure = await failureOf((await reach({ 'admin-url': url }, { environment }))(write));
    expect([failure.code, failure.message, failure.hint]).toEqual([
      'unavailable',
      `The proxy ${new URL(nowhere).host} refuses the connection: nothing listens there.`,
      'Check HTTPS_PROXY and HTTP_PROXY; NO_PROXY names the hosts that are reached without one.',
    ]);
  });

  test('whose host has no address', async () => {
    const environment = { HTTPS_PROXY: 'proxy.invalid:3128' };
    const transport = await reach({ 'admin-url': https['admin-url'] }, { environment });
    expect((await failureOf(transport(write))).message).toBe(
      'The proxy proxy.invalid:3128 cannot be resolved.',
    );
  });

  test.each(['socks5://user:hunter2@proxy:1080', 'http://', 'http://[x'])(
    'that is none is refused: %s',
    async (typed) => {
      const failure = await failureOf(() => proxyFor(new URL(https['admin-url']), { HTTPS_PROXY: typed }));
      expect([failure.code, failure.message]).toEqual([
        'usage',
        'HTTPS_PROXY is not the http or https URL of a proxy.',
      ]);
      expect(failure.hint).not.toContain('hunter2');
    },
  );

  test('is not asked for this machine, and the lower-case variable wins', () => {
    const environment = { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2' };
    const shown = (url: string) => proxyFor(new URL(url), environment)?.shown;
    expect([
      shown('https://kratos.example'),
      shown('https://localhost:4434'),
      shown('https://127.0.0.2'),
      shown('https://[::1]:4434'),
      shown('http://kratos.example'),
    ]).toEqual(['lower:1', undefined, undefined, undefined, undefined]);
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', true],
    ['kratos.example', true],
    ['KRATOS.example', true],
    ['example', true],
    ['other, kratos.example ,more', true],
    ['.example', true],
    ['*.example', true],
    ['.kratos.example', false],
    ['tos.example', false],
    ['kratos.example:4434', true],
    ['kratos.example:4433', false],
    ['', false],
    [',', false],
  ])('%j exempts kratos.example:4434: %s', (list, exempt) => {
    expect(isExempt('kratos.example', '4434', list)).toBe(exempt);
  });

  test.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.3:4434', true],
    ['10.1.2.3', '10.1.2.3:80', false],
    ['10.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '10.2.0.0/16', false],
    ['10.1.2.3', '10.0.0.0/99', false],
    ['10.1.2.3', '2.3', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db8::1', '[2001:db8::1]:4434', true],
    ['kratos.example', '10.0.0.0/8', false],
  ])('an address %s by %s: %s', (host, list, exempt) => {
    expect(isExempt(host, '4434', list)).toBe(exempt);
  });
});
