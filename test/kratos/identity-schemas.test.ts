import { describe, expect, it } from 'vitest';
import { fetchSchemas } from '../../src/kratos/identity-schemas.ts';
import { createTransport } from '../../src/kratos/transport.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { failureOf } from './failure.ts';
import { useServers } from './servers.ts';

const servers = useServers();

const transportTo = (publicUrl: string | undefined) =>
  createTransport({
    adminUrl: 'http://127.0.0.1:1',
    publicUrl,
    timeoutMs: 2000,
    signal: new AbortController().signal,
    userAgent: 'test',
  });

/** Pages as a Kratos v26.2.0 with so many schemas gives them: each ends as many pages too late as it has pages before it. */
function pagesOf(count: number, headers: (page: number) => Record<string, string>) {
  const all = Array.from({ length: count }, (_, at) => ({
    id: `schema-${at}`,
    schema: { title: `No. ${at}` },
  }));
  const asked: string[] = [];
  const started = servers.http((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const page = Number(query.get('page'));
    const perPage = Number(query.get('per_page'));
    asked.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json', ...headers(page) })
      .end(JSON.stringify(all.slice(page * perPage, (page + 1) * perPage + page * perPage)));
  });
  return { all, asked, started };
}

describe('identity schemas', () => {
  it('come in the order of the configuration from the public port', async () => {
    const schemas = [
      { id: 'customer', schema: { type: 'object', properties: { traits: { type: 'object' } } } },
      { id: 'employee', schema: { type: 'object', properties: { traits: { type: 'object' } } } },
    ];
    const kratos = await startSandbox({ database: ':memory:', schemas });
    try {
      expect(await fetchSchemas(transportTo(kratos.publicUrl), kratos.publicUrl)).toEqual(schemas);
    } finally {
      await kratos.close();
    }
  });

  it('are read to the last page, each once', async () => {
    const { all, asked, started } = pagesOf(600, () => ({ 'x-total-count': '600' }));
    const url = await started;
    expect(await fetchSchemas(transportTo(url), url)).toEqual(all);
    expect(asked).toHaveLength(2);
  });

  it('are read until a page is not full, where nobody says how many there are', async () => {
    const { all, asked, started } = pagesOf(250, () => ({}));
    const url = await started;
    expect(await fetchSchemas(transportTo(url), url)).toEqual(all);
    expect(asked).toHaveLength(2);
  });

  it('fail where something else answers, or nobody is known to', async () => {
    for (const body of ['{}', '[]', '[{"id":"a"}]', '[null]', '<html>']) {
      const url = await servers.http((_, response) => void response.writeHead(200).end(body));
      expect(await failureOf(fetchSchemas(transportTo(url), url))).toMatchObject({
        code: 'unexpected-answer',
      });
    }
    expect(await failureOf(fetchSchemas(transportTo(undefined), ''))).toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('--public-url') as string,
    });
  });
});
