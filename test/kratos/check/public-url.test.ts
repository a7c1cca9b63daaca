import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { useServers } from '../servers.ts';
import { alone, inFrontOf, kratosError, look } from './looking.ts';

let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());

const servers = useServers();

const publicUrlOf = async (publicUrl?: string) =>
  (await look({ adminUrl: kratos.adminUrl, publicUrl })).found['public-url'];

describe('the public URL', () => {
  it('that is missing is guessed from where the admin port sends others', async () => {
    expect(await publicUrlOf()).toMatchObject({
      status: 'warning',
      message: 'No public URL is given: schemas and recovery cannot be looked at without it.',
      next: `Kratos itself calls it ${kratos.publicUrl}: give that as the public URL, if it can be reached from here.`,
    });
  });

  it('that is missing is not guessed where nothing tells it', async () => {
    const front = await servers.http(
      inFrontOf(kratos.adminUrl, (_method, path) => (path === '/schemas' ? { status: 404 } : undefined)),
    );
    expect((await look({ adminUrl: front })).found['public-url']).toMatchObject({
      status: 'warning',
      next: 'Give --public-url, set KRATOS_PUBLIC_URL, or add it to the context.',
    });
  });

  it('that is the admin port names the public port', async () => {
    expect(await publicUrlOf(kratos.adminUrl)).toMatchObject({
      status: 'failed',
      message: `${kratos.adminUrl} is Kratos's admin port: it sends what is meant for the public port to ${kratos.publicUrl}.`,
      next: `Give ${kratos.publicUrl} as the public URL, if it can be reached from here.`,
    });
  });

  it('may differ from what Kratos itself calls it', async () => {
    const front = await servers.http(inFrontOf(kratos.publicUrl, () => undefined));
    expect(await publicUrlOf(front)).toMatchObject({
      status: 'ok',
      message: `${front} is Kratos's public API; Kratos itself calls it ${kratos.publicUrl}.`,
    });
  });

  it('that is something else is told as that', async () => {
    const page = { text: '<html>', headers: { 'content-type': 'text/html' } };
    const url = await servers.http(alone(() => page));
    expect(await publicUrlOf(url)).toMatchObject({
      status: 'failed',
      code: 'unexpected-answer',
      message: expect.stringContaining(`${url} did not answer GET /schemas with identity schemas`),
      next: "Give Kratos's own public URL (port 4433 by default).",
    });
  });

  it('of a Kratos whose schema file is missing passes its reason on', async () => {
    const reason =
      'The file for a JSON Schema ID could not be found or opened. This is a configuration issue.';
    const url = await servers.http(
      inFrontOf(kratos.publicUrl, (_method, path) =>
        path === '/schemas' ? kratosError(500, reason) : undefined,
      ),
    );
    const { found } = await look({ adminUrl: kratos.adminUrl, publicUrl: url });
    expect(found['public-url']).toMatchObject({
      status: 'failed',
      code: 'kratos-rejected',
      message: expect.stringContaining(reason.replace(/\.$/, '')),
      next: expect.stringContaining('identity.schemas'),
    });
    expect(found['schemas']).toMatchObject({ status: 'unknown' });
    expect(found['recovery']).toMatchObject({ status: 'ok' });
  });
});
