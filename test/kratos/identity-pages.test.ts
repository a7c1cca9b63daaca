import { describe, expect, test } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../src/kratos/admin.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

type Said = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const people = (...numbers: number[]) => numbers.map((n) => ({ id: idOf(n) }));

/** An admin API that answers one after the other, and the paths that it was asked for. */
async function answering(...answers: readonly Said[]): Promise<{ admin: KratosAdmin; asked: string[] }> {
  const asked: string[] = [];
  const url = await servers.http((request, response) => {
    const { status = 200, headers = {}, body } = answers[asked.length] ?? { status: 500 };
    asked.push(request.url ?? '');
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    response
      .writeHead(status, { 'content-type': type, ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { admin: createAdmin(transportTo(url), url), asked };
}

async function pagesOf(pages: AsyncGenerator<{ id: string }[]>): Promise<string[][]> {
  const all: string[][] = [];
  for await (const page of pages) all.push(page.map(({ id }) => id));
  return all;
}

describe('pages', () => {
  const next = { link: '</admin/identities?page_size=2>; rel="first",</admin/identities?x>; rel="next"' };
  const last = { link: '</admin/identities?page_size=2>; rel="first"' };

  test('follow each other by the last id of each', async () => {
    const { admin, asked } = await answering(
      { body: people(1, 2) },
      { body: people(3, 4) },
      { body: people(5) },
    );
    expect(await pagesOf(admin.eachPage({ pageSize: 2, include: ['password', 'code'] }))).toEqual([
      [idOf(1), idOf(2)],
      [idOf(3), idOf(4)],
      [idOf(5)],
    ]);
    const include = 'include_credential=password&include_credential=code';
    expect(asked).toEqual([
      `/admin/identities?page_size=2&${include}`,
      `/admin/identities?page_size=2&page_token=${idOf(2)}&${include}`,
      `/admin/identities?page_size=2&page_token=${idOf(4)}&${include}`,
    ]);
  });

  test('end where the server says that none follows, though the last is full', async () => {
    const { admin } = await answering(
      { body: people(1, 2), headers: next },
      { body: people(3, 4), headers: last },
    );
    expect(await pagesOf(admin.eachPage({ pageSize: 2 }))).toHaveLength(2);
  });

  test('go on where the server says that one follows, though it gave less than was asked for', async () => {
    const { admin } = await answering({ body: people(1), headers: next }, { body: people(2), headers: last });
    expect(await pagesOf(admin.eachPage({ pageSize: 2 }))).toEqual([[idOf(1)], [idOf(2)]]);
  });

  test('end where a server repeats itself', async () => {
    const { admin, asked } = await answering(
      { body: people(1, 2), headers: next },
      { body: people(1, 2), headers: next },
    );
    expect(await pagesOf(admin.eachPage({ pageSize: 2 }))).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });

  test('of a stretch of ids leave out its beginning and hold its end', async () => {
    const { admin, asked } = await answering({ body: people(3, 4) }, { body: people(5, 6) });
    expect(await pagesOf(admin.eachPage({ pageSize: 2, after: idOf(2), until: idOf(5) }))).toEqual([
      [idOf(3), idOf(4)],
      [idOf(5)],
    ]);
    expect(asked[0]).toBe(`/admin/identities?page_size=2&page_token=${idOf(2)}`);
  });

  test('end when they are interrupted', async () => {
    const stop = new AbortController();
    const { admin } = await answering({ body: people(1, 2) }, { body: people(3) });
    const pages = admin.eachPage({ pageSize: 2, signal: stop.signal });
    await pages.next();
    stop.abort();
    expect((await failureOf(pages.next())).code).toBe('aborted');
  });
});

describe('identities by their ids', () => {
  test('are asked for at once, and nobody else is believed', async () => {
    const { admin, asked } = await answering({ body: people(1, 2, 3) });
    const found = await admin.identitiesByIds([idOf(1), idOf(3), idOf(4)], ['password']);
    expect(found.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
    expect(asked).toEqual([
      `/admin/identities?page_size=3&ids=${idOf(1)}&ids=${idOf(3)}&ids=${idOf(4)}&include_credential=password`,
    ]);
  });

  test('are none without asking where there are no ids, which would list everybody', async () => {
    const { admin, asked } = await answering();
    expect([await admin.identitiesByIds([]), asked]).toEqual([[], []]);
  });
});

describe('an identity by its external_id', () => {
  test('is absent where Kratos does not know it', async () => {
    const { admin } = await answering({
      status: 404,
      body: { error: { code: 404, message: 'Unable to locate' } },
    });
    expect(await admin.identityByExternalId('4711')).toBeUndefined();
  });

  test('is absent without asking where there is no external_id', async () => {
    const { admin, asked } = await answering();
    expect([await admin.identityByExternalId(''), asked]).toEqual([undefined, []]);
  });

  test.each<[string, Said, string]>([
    [
      'an endpoint that is disabled',
      { status: 404, body: { error: { code: 404, reason: 'This endpoint was disabled', message: 'x' } } },
      'kratos-rejected',
    ],
    ['a server without that endpoint', { status: 404, body: '404 page not found\n' }, 'unexpected-answer'],
    ['somebody else', { body: { id: idOf(1), external_id: '0815' } }, 'unexpected-answer'],
    ['a list', { body: people(1) }, 'unexpected-answer'],
  ])('is not absent because of %s', async (_, said, code) => {
    const { admin } = await answering(said);
    expect((await failureOf(admin.identityByExternalId('4711'))).code).toBe(code);
  });

  test.each(['.', '..'])('%s cannot be asked for', async (externalId) => {
    const { admin, asked } = await answering();
    expect((await failureOf(admin.identityByExternalId(externalId))).code).toBe('invalid-parameter');
    expect(asked).toEqual([]);
  });
});

describe('how many identities there are', () => {
  test.each([
    ['97873', 97_873],
    ['0', 0],
    ['many', undefined],
    ['-1', undefined],
  ])('with X-Total-Count: %s is %s', async (total, count) => {
    const { admin, asked } = await answering({ body: people(1), headers: { 'x-total-count': total } });
    expect(await admin.countIdentities()).toBe(count);
    expect(asked).toEqual(['/admin/identities?per_page=1&page=0']);
  });

  test('is unknown where the server does not say', async () => {
    const { admin } = await answering({ body: people(1) });
    expect(await admin.countIdentities()).toBeUndefined();
  });
});

describe('a plain read', () => {
  test('says how long it took, and what time it is there', async () => {
    const { admin, asked } = await answering({
      body: people(1),
      headers: { date: 'Fri, 20 Nov 2026 12:00:07 GMT' },
    });
    const { tookMs, serverDate } = await admin.plainRead();
    expect(tookMs).toBeGreaterThan(0);
    expect(serverDate).toBe(Date.UTC(2026, 10, 20, 12, 0, 7));
    expect(asked).toEqual(['/admin/identities?page_size=1']);
  });

  test('is of no other server', async () => {
    const { admin } = await answering({ body: { status: 'ok' } });
    expect((await failureOf(admin.plainRead())).code).toBe('unexpected-answer');
  });
});
