import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerOptions } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KratosContext } from '../../src/kratos/contexts.ts';
import { createAuthority, type Wanted } from './certificates.ts';
import { failureOf } from './failure.ts';
import { reach } from './reach.ts';
import { useServers } from './servers.ts';

const servers = useServers();
const own = createAuthority('own');
const other = createAuthority('other');
const client = own.issue();
const foreign = other.issue();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-tls-'));
  for (const [name, text] of Object.entries({
    'own.pem': own.cert,
    'other.pem': other.cert,
    'both.pem': own.cert + other.cert,
    'client.pem': client.cert,
    'client.key': client.key,
    'client-with-key.pem': client.cert + client.key,
    'foreign.pem': foreign.cert + foreign.key,
  })) {
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = { method: 'GET', path: '/admin/identities' };
const write = { method: 'PATCH', path: '/admin/identities/1', body: [] };

/** What a server counts that must be reached by nothing that is refused. */
async function serve(options: ServerOptions) {
  const asked: string[] = [];
  const url = await servers.https(options, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  const to = (context: Omit<KratosContext, 'admin-url'>) =>
    reach({ 'admin-url': url, ...context }, { folder });
  return { url, asked, to };
}

const trusting: Omit<KratosContext, 'admin-url'> = { 'ca-file': 'own.pem' };

describe('a server with a certificate of our own authority', () => {
  test.each(['own.pem', 'both.pem'])('is trusted with the ca-file %s', async (file) => {
    const { to, asked } = await serve(own.issue());
    const transport = await to({ 'ca-file': file });
    expect([(await transport(read)).status, (await transport(write)).status]).toEqual([200, 200]);
    expect(asked).toEqual(['GET /admin/identities', 'PATCH /admin/identities/1']);
  });

  test.each([
    ['without a ca-file', {}],
    ['with the ca-file of another', { 'ca-file': 'other.pem' }],
  ])('is not trusted %s, and is told nothing', async (_, context) => {
    const { url, to, asked } = await serve(own.issue());
    const transport = await to(context);
    const failures = [await failureOf(transport(read)), await failureOf(transport(write))];
    for (const failure of failures) {
      expect([failure.code, failure.message]).toEqual([
        'unavailable',
        `The certificate of ${url} is signed by an authority that is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).`,
      ]);
      expect(failure.hint).toMatch(/ca-file of the context.+NODE_EXTRA_CA_CERTS/);
    }
    expect(asked).toEqual([]);
  });

  test('is believed without any verification where the context is insecure', async () => {
    const { to } = await serve(
      other.issue({ names: ['elsewhere.example'], until: new Date(Date.now() - 1000) }),
    );
    expect((await (await to({ insecure: true }))(write)).status).toBe(200);
  });
});

describe('a certificate that does not hold', () => {
  const hour = 60 * 60 * 1000;
  const past = new Date(Math.floor(Date.now() / 1000) * 1000 - hour);
  const future = new Date(Math.floor(Date.now() / 1000) * 1000 + hour);
  test.each<[string, Wanted, (url: string) => string, RegExp]>([
    [
      'that has expired says since when',
      { until: past },
      (url) => `The certificate of ${url} has expired (until ${past.toISOString()}).`,
      /renewed on the server.+clock/,
    ],
    [
      'that is not valid yet says from when',
      { from: future },
      (url) => `The certificate of ${url} is not valid yet (from ${future.toISOString()}).`,
      /clock of this machine/,
    ],
    [
      'for other hosts says for which',
      { names: ['kratos.internal', '10.0.0.1'] },
      (url) => `The certificate of ${url} is for kratos.internal, 10.0.0.1, not for 127.0.0.1.`,
      /tls-server-name/,
    ],
    [
      'for many hosts names five of them',
      { names: ['a.x', 'b.x', 'c.x', 'd.x', 'e.x', 'f.x', 'g.x'] },
      (url) => `The certificate of ${url} is for a.x, b.x, c.x, d.x, e.x and 2 more, not for 127.0.0.1.`,
      /tls-server-name/,
    ],
  ])('%s, and nothing is sent', async (_, wanted, sentence, hint) => {
    const { url, to, asked } = await serve(own.issue(wanted));
    const failure = await failureOf((await to(trusting))(write));
    expect([failure.code, failure.message]).toEqual(['unavailable', sentence(url)]);
    expect(failure.hint).toMatch(hint);
    expect(asked).toEqual([]);
  });

  test('is verified against tls-server-name where that is given', async () => {
    const { url, to } = await serve(own.issue({ names: ['kratos.internal'] }));
    const right = await to({ ...trusting, 'tls-server-name': 'kratos.internal' });
    expect((await right(read)).status).toBe(200);
    const wrong = await to({ ...trusting, 'tls-server-name': 'hydra.internal' });
    expect((await failureOf(wrong(read))).message).toBe(
      `The certificate of ${url} is for kratos.internal, not for hydra.internal.`,
    );
  });
});

const demanding = (maxVersion: 'TLSv1.2' | 'TLSv1.3'): ServerOptions => ({
  ...own.issue(),
  ca: own.cert,
  requestCert: true,
  rejectUnauthorized: true,
  maxVersion,
});

describe('a server that demands a client certificate', () => {
  test.each(['client.key', undefined])('gets it, with the key in the file %s', async (key) => {
    const { to } = await serve(demanding('TLSv1.3'));
    const transport = await to({
      ...trusting,
      'client-cert-file': key === undefined ? 'client-with-key.pem' : 'client.pem',
      ...(key === undefined ? {} : { 'client-key-file': key }),
    });
    expect([(await transport(read)).status, (await transport(write)).status]).toEqual([200, 200]);
  });

  test.each([
    ['TLSv1.2', /^https:\S+ refused the TLS handshake\.$/],
    // What it says may come too late for the one who still writes.
    ['TLSv1.3', /^https:\S+ (demands a client certificate|closed the connection before it had answered)\./],
  ] as const)('and gets none (%s) is told so', async (version, sentence) => {
    const { to, asked } = await serve(demanding(version));
    const failure = await failureOf((await to(trusting))(read));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toMatch(sentence);
    expect(failure.hint).toMatch(/client[- ]cert/);
    expect(asked).toEqual([]);
  });

  test('and gets that of another authority takes nothing', async () => {
    const { to, asked } = await serve(demanding('TLSv1.3'));
    const failure = await failureOf((await to({ ...trusting, 'client-cert-file': 'foreign.pem' }))(read));
    expect([failure.code, failure.hint.includes('client certificate')]).toEqual(['unavailable', true]);
    expect(asked).toEqual([]);
  });

  test.each([
    [42, 'does not accept the client certificate.'],
    [44, 'says that the client certificate is revoked.'],
    [45, 'says that the client certificate has expired.'],
    [48, 'does not accept the client certificate.'],
    [70, 'speaks no version of TLS that is safe today.'],
    [112, 'has no certificate for this host name.'],
    [116, 'demands a client certificate.'],
  ])('or says the alert %i, which %s', async (alert, sentence) => {
    const record = Buffer.from([21, 3, 3, 0, 2, 2, alert]);
    const url = (await servers.tcp((socket) => socket.once('data', () => socket.end(record)))).replace(
      'http:',
      'https:',
    );
    const failure = await failureOf((await reach({ 'admin-url': url }))(write));
    expect([failure.code, failure.message]).toEqual(['unavailable', `${url} ${sentence}`]);
  });
});

describe('http and https that are mixed up', () => {
  test('https asked of a port without TLS', async () => {
    const url = (await servers.http((_, response) => response.end())).replace('http:', 'https:');
    const failure = await failureOf((await reach({ 'admin-url': url }))(write));
    expect([failure.message, failure.hint]).toEqual([
      `${url} does not speak TLS.`,
      'The port speaks no TLS: use http:// in the admin URL, or the right port.',
    ]);
  });

  test('http asked of a port with TLS that says so in its own terms', async () => {
    const record = Buffer.from([21, 3, 3, 0, 2, 2, 70]);
    const url = await servers.tcp((socket) => socket.once('data', () => socket.end(record)));
    const failure = await failureOf((await reach({ 'admin-url': url }))(read));
    expect([failure.code, failure.message, failure.hint]).toEqual([
      'unavailable',
      `${url} speaks TLS, and was asked without.`,
      'Use https:// in the admin URL.',
    ]);
  });
});
