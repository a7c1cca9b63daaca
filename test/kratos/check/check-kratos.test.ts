import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { unusedUrl } from '../listening-server.ts';
import { useServers } from '../servers.ts';
import { inFrontOf, look, troubles } from './looking.ts';

let kratos: KratosUnderTest;
beforeAll(async () => {
  kratos = await startKratos();
});
afterAll(() => kratos.close());

const servers = useServers();

describe('a check of a Kratos', () => {
  it('finds nothing wrong with one that is right', async () => {
    const { findings, version, schemas, clockSkewMs } = await look(kratos);
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'reachable ok',
      'ready ok',
      'admin-url ok',
      'public-url ok',
      'version ok',
      'read ok',
      'write ok',
      'schemas ok',
      'admin-schema ok',
      'recovery ok',
      'recovery-code ok',
      'recovery-link ok',
      'clock ok',
    ]);
    expect(version).toBe('v26.2.0');
    expect(schemas?.slice(0, 2)).toMatchObject([
      { id: 'default', traits: { accepted: true, refused: ['name', 'phone_number'] } },
      { id: 'admin_v0', traits: { accepted: true, refused: [], identifiers: ['username', 'email'] } },
    ]);
    expect(clockSkewMs).toBe(0);
  });

  it('changes nothing there', async () => {
    const before = await kratos.createIdentity({
      schema_id: 'default',
      traits: { email: `${crypto.randomUUID()}@example.com` },
    });
    const there = () => kratos.getIdentity(before.id);
    const identities = async () => (await kratos.admin('GET', '/admin/identities?page_size=500')).body;
    const [one, all] = [await there(), await identities()];
    await look(kratos);
    expect(await there()).toEqual(one);
    expect(await identities()).toEqual(all);
  });

  it('asks for writes only where an admin port has shown itself', async () => {
    const sent: string[] = [];
    const front = await servers.http(
      inFrontOf(kratos.publicUrl, (method, path) => {
        sent.push(`${method} ${path}`);
        return undefined;
      }),
    );
    await look({ adminUrl: front });
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  it('says of everything that cannot be asked why, where nothing listens', async () => {
    const { findings, found } = await look({ adminUrl: await unusedUrl(), publicUrl: await unusedUrl() });
    expect(troubles(findings)).toEqual({
      ...Object.fromEntries(findings.map(({ check }) => [check, 'unknown'])),
      reachable: 'failed',
      'public-url': 'failed',
    });
    expect(found['reachable']).toMatchObject({
      code: 'unavailable',
      next: expect.stringContaining('Kratos runs'),
    });
    expect(
      findings.filter((one) => one.status === 'unknown' && !/^Unknown, because .+\.$/.test(one.message)),
    ).toEqual([]);
  });

  it('is not kept waiting by one path that stalls, and says which', async () => {
    const front = await servers.http(
      inFrontOf(kratos.adminUrl, (method) => (method === 'DELETE' ? 'silence' : undefined)),
    );
    const { findings, found } = await look({ ...urlsOf(kratos), adminUrl: front, timeoutMs: 300 });
    expect(troubles(findings)).toEqual({ write: 'failed' });
    expect(found['write']).toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/^DELETE \/admin\/identities\/\S+ was not answered in time\.$/),
    });
  });

  it('ends where everything stalls, after the time limit', async () => {
    const silent = await servers.http(() => undefined);
    const { findings, found } = await look({ adminUrl: silent, publicUrl: silent, timeoutMs: 100 });
    expect(found['reachable']).toMatchObject({ status: 'failed', code: 'timeout' });
    expect(findings.filter(({ status }) => status === 'ok')).toEqual([]);
  });

  it('takes a proxy that passes on nothing but /admin and the public API', async () => {
    const front = await servers.http(
      inFrontOf(kratos.adminUrl, (_method, path) =>
        path.startsWith('/admin/') ? undefined : { status: 404, text: 'no such page' },
      ),
    );
    const { findings, version } = await look({ ...urlsOf(kratos), adminUrl: front });
    expect(troubles(findings)).toEqual({});
    expect(version).toBe('v26.2.0');
  });

  it('takes one URL that serves both APIs and tells neither health nor version, as Ory Network may', async () => {
    const hidden = /^\/(admin\/)?(health|version)/;
    const isPublic = /^\/(schemas|self-service)/;
    const project = await servers.http((request, response) => {
      const { url = '' } = request;
      const side = isPublic.test(url) ? kratos.publicUrl : kratos.adminUrl;
      inFrontOf(side, (_method, path) => (hidden.test(path) ? { status: 404 } : undefined))(
        request,
        response,
      );
    });
    const { findings, found } = await look({ adminUrl: project, publicUrl: project, isHosted: true });
    expect(troubles(findings)).toEqual({ ready: 'unknown', version: 'unknown' });
    expect(found['ready']?.message).toBe('Unknown, because Ory Network does not tell it.');
    expect(found['version']?.message).toBe('Unknown, because Ory Network does not tell it.');
  });
});

const urlsOf = ({ publicUrl }: KratosUnderTest) => ({ publicUrl });
