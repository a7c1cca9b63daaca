import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { useServers } from '../servers.ts';
import { alone, inFrontOf, look, type Reply } from './looking.ts';

let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());

const servers = useServers();
const adminUrlOf = async (adminUrl: string) => (await look({ adminUrl })).found['admin-url'];

describe('the admin URL', () => {
  it('that is the public port names the admin port', async () => {
    expect(await adminUrlOf(kratos.publicUrl)).toEqual({
      check: 'admin-url',
      status: 'failed',
      code: 'unexpected-answer',
      message: `${kratos.publicUrl} is Kratos's public port: it sends what is meant for the admin port to ${kratos.adminUrl}.`,
      next: `Give ${kratos.publicUrl} as the public URL, and as the admin URL ${kratos.adminUrl}, if that can be reached from here.`,
    });
  });

  it('swapped with the public URL says so at both', async () => {
    const { found } = await look({ adminUrl: kratos.publicUrl, publicUrl: kratos.adminUrl });
    const next = `The two are swapped: give ${kratos.adminUrl} as the admin URL and ${kratos.publicUrl} as the public URL.`;
    expect(found['admin-url']).toMatchObject({ status: 'failed', next });
    expect(found['public-url']).toMatchObject({ status: 'failed', code: 'unexpected-answer', next });
  });

  it('may have a path, where a proxy has it', async () => {
    const front = await servers.http((request, response) => {
      const isBelow = request.url?.startsWith('/kratos/') === true;
      request.url = request.url?.replace('/kratos/', '/') ?? '';
      const intercept = () => (isBelow ? undefined : { status: 404 });
      inFrontOf(kratos.adminUrl, intercept)(request, response);
    });
    expect(await adminUrlOf(`${front}/kratos`)).toMatchObject({
      status: 'ok',
      message: `${front}/kratos is Kratos's admin API, behind the path /kratos.`,
    });
    expect(await adminUrlOf(front)).toMatchObject({
      status: 'failed',
      message: `${front} is not Kratos's admin API: it answered GET /admin/identities with 404, as if there were no such path.`,
      next: expect.stringContaining('with the path that a proxy puts before /admin'),
    });
  });

  it('that ends in /admin is told without it', async () => {
    expect(await adminUrlOf(`${kratos.adminUrl}/admin`)).toMatchObject({
      status: 'failed',
      message: `${kratos.adminUrl}/admin ends in /admin, which idp adds itself.`,
      next: `Give ${kratos.adminUrl} as the admin URL.`,
    });
  });

  it.each<[string, Record<string, Reply>, RegExp]>([
    [
      'an HTML page',
      { '/admin/identities': { text: '<!doctype html><p>Hello', headers: { 'content-type': 'text/html' } } },
      /answers with an HTML page \(200\): a web site or a login page, not Kratos's admin API\.$/,
    ],
    [
      "Hydra's admin port",
      { '/admin/clients': { json: [{ client_id: 'shop' }] }, '/health/ready': { json: { status: 'ok' } } },
      /is Ory Hydra's admin port, not Kratos\.$/,
    ],
    [
      "Hydra's public port",
      { '/.well-known/openid-configuration': { json: { issuer: 'http://hydra' } } },
      /is the public port of an OpenID provider such as Ory Hydra, not Kratos\.$/,
    ],
    ['Keto', { '/namespaces': { json: { namespaces: [] } } }, /is Ory Keto, not Kratos\.$/],
    [
      'JSON of something else',
      { '/admin/identities': { json: { items: [] } } },
      /is not Kratos's admin API: it answered GET \/admin\/identities with 200 and JSON of another kind\.$/,
    ],
    [
      'a list of something else',
      { '/admin/identities': { json: [{ id: 1 }] } },
      /with 200 and JSON of another kind\.$/,
    ],
    [
      'a Kratos from before /admin',
      { '/identities': { json: [{ id: 'a', schema_id: 'default' }] } },
      /serves identities without \/admin before them/,
    ],
    [
      'a login page elsewhere',
      {
        '/admin/identities': {
          status: 302,
          headers: { location: 'https://login.example.com/a/path?token=Hunter2' },
        },
      },
      /redirects GET \/admin\/identities to https:\/\/login\.example\.com\.$/,
    ],
  ])('that is %s is told as that', async (_what, routes, message) => {
    const url = await servers.http(alone((_method, path) => routes[path]));
    const finding = await adminUrlOf(url);
    expect(finding).toMatchObject({ status: 'failed', code: 'unexpected-answer', next: expect.any(String) });
    expect(finding?.message).toMatch(message);
  });

  it('that redirects to https is told with https', async () => {
    const url = await servers.http((request, response) => {
      response.writeHead(308, { location: `https://127.0.0.1:1${request.url ?? ''}` }).end();
    });
    expect(await adminUrlOf(url)).toMatchObject({
      status: 'failed',
      message: `${url} redirects GET /admin/identities to https://127.0.0.1:1.`,
      next: 'Give https://127.0.0.1:1 as the admin URL: redirects are never followed.',
    });
  });
});

const refusing = (code: number) =>
  servers.http((request, response) => {
    const isList = request.url?.startsWith('/admin/identities') === true;
    const reason = isList ? 'The page size is not to its liking.' : undefined;
    response.writeHead(isList ? code : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: isList ? code : 404, reason, message: 'No' } }));
  });

describe('a refusal of the list in the words of Kratos', () => {
  it.each([400, 409, 422])('(%i) is told in one voice: it may be Kratos', async (code) => {
    const { found } = await look({ adminUrl: await refusing(code) });
    expect([found['admin-url']?.status, found['admin-url']?.message]).toEqual([
      'unknown',
      `Unknown, because it failed there (${code}).`,
    ]);
    expect(found['read']).toMatchObject({
      status: 'failed',
      message: `Kratos refused (${code}): The page size is not to its liking.`,
    });
  });

  it('(404) is told in one voice: it is not Kratos', async () => {
    const { found } = await look({ adminUrl: await refusing(404) });
    expect(found['admin-url']).toMatchObject({ status: 'failed', code: 'unexpected-answer' });
    expect(found['read']).toMatchObject({ status: 'unknown' });
  });
});
