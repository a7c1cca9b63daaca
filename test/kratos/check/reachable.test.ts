import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { useServers } from '../servers.ts';
import { inFrontOf, look, type Reply } from './looking.ts';

let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());

const servers = useServers();
const lookThrough = async (reply: Reply, path = '/health/ready') =>
  (
    await look({
      adminUrl: await servers.http(
        inFrontOf(kratos.adminUrl, (_method, asked) => (asked.endsWith(path) ? reply : undefined)),
      ),
    })
  ).found;

/** How Kratos v26.2.0 says that it is not ready (measured). */
const notReady = (message: string): Reply => ({
  status: 503,
  json: { error: { code: 500, status: 'Internal Server Error', message } },
});

describe('readiness', () => {
  it('that pending migrations keep back names the command', async () => {
    expect((await lookThrough(notReady('migrations have not yet been fully applied')))['ready']).toEqual({
      check: 'ready',
      status: 'failed',
      code: 'unavailable',
      message: 'Kratos is alive, but not ready: migrations have not yet been fully applied.',
      next: 'Run kratos migrate sql up with the same configuration, then restart Kratos.',
    });
  });

  it('that the database keeps back is told in the words of Kratos', async () => {
    const found = await lookThrough(
      notReady(
        'driver: bad connection; problem with migration: unable to fetch records:\n failed to connect',
      ),
    );
    expect(found['ready']).toMatchObject({
      message:
        'Kratos is alive, but not ready: driver: bad connection; problem with migration: unable to fetch records: failed to connect.',
      next: 'Look at its database and at the dsn of its configuration; its log says more.',
    });
  });

  it('is told part by part where Kratos does so', async () => {
    const found = await lookThrough({
      status: 503,
      json: { errors: { database: 'is away', migrations: 'too' } },
    });
    expect(found['ready']?.message).toBe(
      'Kratos is alive, but not ready: database: is away; migrations: too.',
    );
  });

  it('is unknown where a proxy keeps it back', async () => {
    const found = await lookThrough({ status: 403, text: 'no' });
    expect(found['ready']).toMatchObject({
      status: 'unknown',
      message: 'Unknown, because /health/ready is not answered as Kratos answers it (403).',
    });
    expect(found['reachable']).toMatchObject({ status: 'ok' });
  });
});
