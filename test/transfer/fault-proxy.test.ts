import { afterEach, describe, expect, it } from 'vitest';
import { runFaultProxy, type Fault, type FaultProxy, type FaultProxyOptions } from './fault-proxy.ts';

describe('the proxy that makes faults', () => {
  let proxy: FaultProxy | undefined;
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });
  const run = async (options: FaultProxyOptions): Promise<FaultProxy> =>
    (proxy = await runFaultProxy(options));
  /** The first creation meets the fault. */
  const failing = (fault: Fault) =>
    run({ fault: ({ method }) => (method === 'POST' && proxy?.seen.length === 1 ? fault : undefined) });

  it('passes on what it is to pass on, both ways', async () => {
    const answered: number[] = [];
    const { adminUrl, seen } = await run({ answered: ({ n }) => void answered.push(n) });
    const created = await create(adminUrl, 'ada@example.com');
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toContain('/identities/');
    expect(await created.json()).toMatchObject({ traits: { email: 'ada@example.com' } });
    expect(seen).toMatchObject([{ n: 1, method: 'POST', path: '/admin/identities', fault: undefined }]);
    expect(seen[0]?.bodyText).toContain('ada@example.com');
    expect(answered).toEqual([1]);
  });

  it.each([
    ['cutBefore', 0],
    ['cutAfter', 1],
  ] as const)('%s: the connection is cut, and Kratos made %i', async (kind, made) => {
    const { adminUrl, sandboxUrl } = await failing({ kind });
    await expect(create(adminUrl, 'ada@example.com')).rejects.toThrow('fetch failed');
    expect(await countOf(sandboxUrl)).toBe(made);
  });

  it('halfAnswer: the status comes, and the body ends too early', async () => {
    const { adminUrl, sandboxUrl } = await failing({ kind: 'halfAnswer' });
    const answer = await create(adminUrl, 'ada@example.com');
    expect(answer.status).toBe(201);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(await countOf(sandboxUrl)).toBe(1);
  });

  it.each([
    [{ kind: 'status', status: 429, retryAfter: '2' }, 429, 'application/json', '"code":429'],
    [{ kind: 'status', status: 500, reason: 'poison' }, 500, 'application/json', '"reason":"poison"'],
    [{ kind: 'status', status: 503 }, 503, 'text/plain', 'upstream'],
    [{ kind: 'html', status: 200 }, 200, 'text/html; charset=utf-8', '<html>'],
    [{ kind: 'html', status: 502 }, 502, 'text/html; charset=utf-8', '<html>'],
    [{ kind: 'wrongJson', text: '[]' }, 200, 'application/json; charset=utf-8', '[]'],
  ] as const)('%j: instead of Kratos, whether that does it or not', async (fault, status, type, text) => {
    for (const isForwarded of [false, true]) {
      const { adminUrl, sandboxUrl, close } = await failing({ ...fault, isForwarded });
      const answer = await create(adminUrl, 'ada@example.com');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
      expect(answer.headers.get('retry-after')).toBe('retryAfter' in fault ? fault.retryAfter : null);
      expect(await answer.text()).toContain(text);
      expect(await countOf(sandboxUrl)).toBe(isForwarded ? 1 : 0);
      await close();
      proxy = undefined;
    }
  });

  it('stall: nothing comes until the client has enough', async () => {
    const enough = new AbortController();
    const { adminUrl, sandboxUrl, seen } = await run({
      fault: () => {
        setImmediate(() => enough.abort());
        return { kind: 'stall' };
      },
    });
    await expect(create(adminUrl, 'ada@example.com', enough.signal)).rejects.toThrow('aborted');
    expect(seen.map(({ fault }) => fault)).toEqual(['stall']);
    expect(await countOf(sandboxUrl)).toBe(0);
  });

  it('delay: it is passed on later', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { adminUrl, sandboxUrl } = await run({ fault: () => ({ kind: 'delay', until: promise }) });
    const creation = create(adminUrl, 'ada@example.com');
    expect(await countOf(sandboxUrl)).toBe(0);
    resolve();
    expect((await creation).status).toBe(201);
  });

  it('drops connections as they come', async () => {
    const { adminUrl } = await run({ dropConnection: (n) => n === 1 });
    await expect(create(adminUrl, 'ada@example.com')).rejects.toThrow('fetch failed');
    expect((await create(adminUrl, 'ada@example.com')).status).toBe(201);
  });

  it('starts the Kratos behind it again, with what it holds and where it was', async () => {
    const { adminUrl, sandboxUrl, publicUrl, restart, stop } = await run({});
    await create(adminUrl, 'ada@example.com');
    await restart();
    expect((await create(adminUrl, 'bob@example.com')).status).toBe(201);
    expect([await countOf(adminUrl), await countOf(sandboxUrl)]).toEqual([2, 2]);
    expect((await fetch(`${publicUrl}/schemas`)).status).toBe(200);
    await stop();
    await expect(create(adminUrl, 'cy@example.com')).rejects.toThrow('fetch failed');
  });
});

function create(adminUrl: string, email: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${adminUrl}/admin/identities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ schema_id: 'default', traits: { email } }),
    ...(signal !== undefined && { signal }),
  });
}

async function countOf(adminUrl: string): Promise<number> {
  const answer = await fetch(`${adminUrl}/admin/identities`);
  return ((await answer.json()) as unknown[]).length;
}
