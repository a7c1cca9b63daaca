import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
let ids: string[];
beforeAll(async () => {
  kratos = await runSandbox();
  const created: string[] = [];
  for (let number = 0; number < 7; number++) {
    created.push(await kratos.createIdentity(`user-${number}@example.com`, { metadata_admin: { number } }));
  }
  ids = created.toSorted();
});
afterAll(() => kratos.close());

const list = (query: string): Promise<Answer> => kratos.admin('GET', `/admin/identities${query}`);
const idsOf = ({ body }: Answer): string[] => (body as { id: string }[]).map(({ id }) => id);
const nextOf = ({ headers }: Answer): string | undefined =>
  /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

describe('pages', () => {
  test.each([1, 2, 3, 7, 8])('of %i show everybody once, in the order of ids', async (size) => {
    const seen: string[] = [];
    let next: string | undefined = `/admin/identities?page_size=${size}`;
    while (next !== undefined) {
      const page: Answer = await kratos.admin('GET', next);
      seen.push(...idsOf(page));
      next = nextOf(page);
    }
    expect(seen).toEqual(ids);
  });

  test('begin behind any id, also that of nobody', async () => {
    const between = `${ids[2]?.slice(0, -1)}g`.replace(/g$/, 'f');
    const page = await list(`?page_token=${between}`);
    expect(idsOf(page)).toEqual(ids.filter((id) => id > between));
    expect(idsOf(await list('?page_token=ffffffff-ffff-ffff-ffff-ffffffffffff'))).toEqual([]);
  });

  test('repeat the query in their links, sorted and escaped as Go does', async () => {
    const page = await list('?page_size=2&b=1&a=x%20y*~');
    expect(page.headers.get('link')).toBe(
      '</admin/identities?a=x+y%2A~&b=1&page_size=2&page_token=00000000-0000-0000-0000-000000000000>; rel="first",' +
        `</admin/identities?a=x+y%2A~&b=1&page_size=2&page_token=${ids[1]}>; rel="next"`,
    );
  });

  test.each([
    ['?page_size=abc', 'strconv.Atoi: parsing "abc": invalid syntax'],
    ['?page_size=99999999999999999999', 'strconv.Atoi: parsing "99999999999999999999": value out of range'],
    ['?page_token=abc', 'The page token is invalid, do not craft your own page tokens'],
    ['?ids=abc', 'Invalid UUID value `abc` for parameter `ids`.'],
    ['?include_credential=abc', 'Invalid value `abc` for parameter `include_credential`.'],
    [
      '?credentials_identifier=a&ids=00000000-0000-0000-0000-000000000001',
      'You cannot combine multiple filters in this API',
    ],
    ['?page=300&per_page=10', expect.stringContaining('Legacy pagination is not supported')],
  ])('are refused for %s', async (query, reason) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { error: { reason } } });
  });

  test('by number count everybody', async () => {
    const page = await list('?page=1&per_page=3');
    expect(idsOf(page)).toEqual(ids.slice(3, 6));
    expect(page.headers.get('x-total-count')).toBe('7');
    expect(page.headers.get('link')).toBe(
      '</admin/identities?page=0&per_page=3>; rel="first",</admin/identities?page=2&per_page=3>; rel="next",' +
        '</admin/identities?page=0&per_page=3>; rel="prev",</admin/identities?page=2&per_page=3>; rel="last"',
    );
  });
});

test('a whole page of ids fits into a request, and one more is refused', async () => {
  const parameter = 'ids=6f0b3c6e-0000-4000-8000-000000000000&';
  // The Link of 500 would be longer than this client takes.
  expect((await list(`?${parameter.repeat(380)}`)).status).toBe(200);
  expect(await list(`?${parameter.repeat(501)}`)).toMatchObject({
    status: 400,
    body: { error: { reason: 'The number of ids to filter must not exceed 500.' } },
  });
});

test('what Go cannot read of a query is left out', async () => {
  const answer = await kratos.admin('GET', '/admin/identities?page_size=2;x=1&y=%zz&z=1');
  expect(answer.headers.get('link')).toContain('?page_size=250&page_token=');
  expect(answer.headers.get('link')).toContain('&z=1>');
  const numbered = await kratos.admin('GET', '/admin/identities?page=99999999999999999999&per_page=2');
  expect(numbered.status).toBe(200);
});

test('a page size may be as large as 64 bits hold', async () => {
  const largest = 2n ** 63n - 1n;
  expect((await kratos.admin('GET', `/admin/identities?page_size=${largest}`)).status).toBe(200);
  expect(await kratos.admin('GET', `/admin/identities?page_size=${largest + 1n}`)).toMatchObject({
    status: 400,
    body: { error: { reason: expect.stringContaining('value out of range') } },
  });
});

describe('a look-up', () => {
  test('by identifier ignores case and blanks, finds whole identifiers only, and shows credentials', async () => {
    const found = await list('?credentials_identifier=%20USER-3@example.com');
    expect(found.body).toMatchObject([{ metadata_admin: { number: 3 }, credentials: { password: {} } }]);
    expect((await list('?credentials_identifier=user-3')).body).toEqual([]);
  });

  test('by the beginning of an identifier takes no wildcards', async () => {
    expect(idsOf(await list('?preview_credentials_identifier_similar=USER-'))).toEqual(ids);
    expect((await list('?preview_credentials_identifier_similar=ser-3')).body).toEqual([]);
    expect((await list('?preview_credentials_identifier_similar=user_')).body).toEqual([]);
    expect((await list('?preview_credentials_identifier_similar=%25')).body).toEqual([]);
  });

  test('by ids ignores unknown and repeated ones and shows no credentials', async () => {
    const [a, b] = ids;
    const found = await list(`?ids=${b}&ids=${a}&ids=${a}&ids=6f0b3c6e-0000-4000-8000-000000000000`);
    expect(idsOf(found)).toEqual([a, b]);
    expect((found.body as object[])[0]).not.toHaveProperty('credentials');
  });

  test('by the nil organisation is no look-up, and may stand beside another', async () => {
    const none = 'organization_id=00000000-0000-0000-0000-000000000000';
    expect(idsOf(await list(`?${none}`))).toEqual(ids);
    expect(idsOf(await list(`?${none}&ids=${ids[0]}`))).toEqual([ids[0]]);
  });
});

test('a page token in the form of a URN is a failure of the database, as in Kratos', async () => {
  const token = `urn:uuid:${ids[0]}`;
  const message = `unable to fetch records: ERROR: invalid input syntax for type uuid: "${token}" (SQLSTATE 22P02)`;
  expect(await list(`?page_token=${token}`)).toMatchObject({ status: 500, body: { error: { message } } });
});
