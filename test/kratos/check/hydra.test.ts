import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { unusedUrl } from '../listening-server.ts';
import { transportTo, useServers } from '../servers.ts';
import { alone, inFrontOf, look, type Reply } from './looking.ts';

let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());

const servers = useServers();
const hydraAt = async (url: string) =>
  (await look({ ...kratos, hydra: { url, transport: transportTo(kratos.adminUrl, { publicUrl: url }) } }))
    .found['hydra'];
const playing = (routes: Record<string, Reply>) => servers.http(alone((_method, path) => routes[path]));
const version = { json: { version: 'v26.2.0' } };

describe("Hydra's admin URL", () => {
  it.each([
    ['no clients', []],
    ['clients', [{ client_id: 'shop', client_name: 'Shop' }]],
  ])('of a Hydra with %s is all right', async (_what, clients) => {
    const url = await playing({ '/admin/clients': { json: clients }, '/version': version });
    expect(await hydraAt(url)).toEqual({
      check: 'hydra',
      status: 'ok',
      message: `${url} is Ory Hydra's admin API, v26.2.0.`,
    });
  });

  it('that is Kratos is told so', async () => {
    expect(await hydraAt(kratos.adminUrl)).toMatchObject({
      status: 'failed',
      code: 'unexpected-answer',
      message: `${kratos.adminUrl} is not Ory Hydra's admin API: it is Kratos's admin port.`,
      next: "Give Hydra's admin URL (port 4445 by default) as hydra-admin-url.",
    });
  });

  it('where everything is a list is not believed', async () => {
    const url = await servers.http(alone(() => ({ json: [] })));
    expect(await hydraAt(url)).toMatchObject({ status: 'failed' });
  });

  it('where nothing listens fails as unavailable, and leaves the rest as it is', async () => {
    const url = await unusedUrl();
    const { findings } = await look({
      ...kratos,
      hydra: { url, transport: transportTo(kratos.adminUrl, { publicUrl: url }) },
    });
    expect(findings.filter(({ status }) => status !== 'ok')).toMatchObject([
      {
        check: 'hydra',
        status: 'failed',
        code: 'unavailable',
        message: `Nothing listens at ${url}: the connection was refused.`,
        next: 'Check that Hydra runs and that hydra-admin-url is right.',
      },
    ]);
  });

  it('may be the same as that of Kratos, where one host serves both', async () => {
    const url = await servers.http(
      inFrontOf(kratos.adminUrl, (_method, path) =>
        path === '/admin/clients' ? { json: [{ client_id: 'shop' }] } : undefined,
      ),
    );
    expect(await hydraAt(url)).toMatchObject({ status: 'ok' });
  });

  it('that wants credentials says so', async () => {
    const url = await playing({ '/admin/clients': { status: 401 } });
    expect(await hydraAt(url)).toMatchObject({ status: 'failed', code: 'unauthorised' });
  });

  it('is not spoken of where none is given', async () => {
    expect((await look(kratos)).found).not.toHaveProperty('hydra');
  });
});
