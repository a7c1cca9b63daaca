import { describe, expect, test } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../src/kratos/admin.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();

/** An admin API whose every answer is this. */
async function answering(status: number, text: string): Promise<{ admin: KratosAdmin; url: string }> {
  const url = await servers.http((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  return { admin: createAdmin(transportTo(url), url), url };
}

const error = (code: number, words: object): string => JSON.stringify({ error: { code, ...words } });

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const page = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: idOf(from + n) }));

test('a page of identities is followed by those after its last, until one is not full', async () => {
  const asked: string[] = [];
  const pages = new Map([
    [null, page(0, 500)],
    [idOf(499), page(500, 500)],
    [idOf(999), page(1000, 2)],
  ]);
  const url = await servers.http((request, response) => {
    asked.push(request.url ?? '');
    const token = new URL(request.url ?? '', url).searchParams.get('page_token');
    response.end(JSON.stringify(pages.get(token)));
  });
  const ids: string[] = [];
  for await (const { id } of createAdmin(transportTo(url), url).eachIdentity()) ids.push(id);
  expect([ids.length, new Set(ids).size, asked]).toEqual([
    1002,
    1002,
    ['', `&page_token=${idOf(499)}`, `&page_token=${idOf(999)}`].map(
      (token) => `/admin/identities?page_size=500${token}`,
    ),
  ]);
});

test('a server that repeats a full page for ever is not followed for ever', async () => {
  const identities = page(0, 500);
  const { admin } = await answering(200, JSON.stringify(identities));
  let seen = 0;
  for await (const _ of admin.eachIdentity()) seen += 1;
  expect(seen).toBe(1000);
});

test('sessions that are the same on every page are counted once', async () => {
  const sessions = Array.from({ length: 250 }, (_, n) => ({ id: String(n) }));
  const { admin } = await answering(200, JSON.stringify(sessions));
  expect(await admin.listSessions('1')).toHaveLength(250);
});

describe('404', () => {
  test('of an identity is identity-not-found', async () => {
    const { admin } = await answering(404, error(404, { message: 'Unable to locate the resource' }));
    for (const asked of [admin.getIdentity('1'), admin.patchIdentity('1', []), admin.deleteIdentity('1')]) {
      const failure = await failureOf(asked);
      expect([failure.code, failure.message]).toEqual(['identity-not-found', 'No identity has the id 1.']);
    }
  });

  test('of its sessions means that there was none', async () => {
    const { admin } = await answering(404, error(404, { message: 'Unable to locate the resource' }));
    expect(await admin.deleteSessions('1')).toBe(false);
  });

  test('that says an endpoint is disabled is kratos-rejected, whatever was asked for', async () => {
    const { admin } = await answering(
      404,
      error(404, { reason: 'This endpoint was disabled by system administrator.' }),
    );
    const asked = [
      admin.getIdentity('1'),
      admin.deleteIdentity('1'),
      admin.deleteSessions('1'),
      admin.createRecoveryCode('1', '1h'),
      admin.listSessions('1'),
    ];
    for (const one of asked) expect((await failureOf(one)).code).toBe('kratos-rejected');
  });
});

test.each(['{}', '[]', 'null', '"text"', '12', ''])(
  'JSON that is not what was asked for (%s) is unexpected-answer',
  async (text) => {
    const { admin, url } = await answering(200, text);
    const asked = [
      admin.getIdentity('1'),
      admin.patchIdentity('1', []),
      admin.createRecoveryCode('1', '1h'),
      ...(text === '[]' ? [] : [admin.listSessions('1'), admin.listByCredentialIdentifier('a')]),
    ];
    for (const one of asked) {
      const failure = await failureOf(one);
      expect([failure.code, failure.message]).toEqual([
        'unexpected-answer',
        expect.stringContaining(`${url} answered with JSON that is not `) as unknown,
      ]);
    }
  },
);

test('ids and identifiers are escaped in paths and queries', async () => {
  const asked: string[] = [];
  const url = await servers.http((request, response) => {
    asked.push(request.url ?? '');
    response.end('[]');
  });
  const admin = createAdmin(transportTo(url), url);
  await admin.listByCredentialIdentifier('a+b&c=d é@example.com');
  await admin.deleteCredential('../1', 'oidc', 'google:a/b?c');
  expect(asked).toEqual([
    '/admin/identities?credentials_identifier=a%2Bb%26c%3Dd+%C3%A9%40example.com',
    '/admin/identities/..%2F1/credentials/oidc?identifier=google%3Aa%2Fb%3Fc',
  ]);
});

/** An identity as it is listed with its credentials. */
const known = (n: number, identifier: string) => ({
  id: idOf(n),
  credentials: { password: { type: 'password', identifiers: [identifier] } },
});

describe('identities by the beginning of an identifier', () => {
  const { signal } = new AbortController();

  test('are one page, asked for without the blanks around it', async () => {
    const asked: string[] = [];
    const url = await servers.http((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify([known(1, 'ada@example.com')]));
    });
    const found = await createAdmin(transportTo(url), url).listByIdentifierPrefix(' ADA ', 21, signal);
    expect([found.map(({ id }) => id), asked]).toEqual([
      [idOf(1)],
      ['/admin/identities?page_size=21&preview_credentials_identifier_similar=ADA'],
    ]);
  });

  test('are those that begin so, also where the filter is ignored, and in any case', async () => {
    const all = [known(1, 'σίσ@example.com'), known(2, 'bob@example.com'), { id: idOf(3) }];
    const { admin } = await answering(200, JSON.stringify(all));
    expect(await admin.listByIdentifierPrefix('ΣΊΣ', 21, signal)).toEqual([all[0]]);
  });

  test('are asked for no longer than the signal wants', async () => {
    const controller = new AbortController();
    const url = await servers.http(() => controller.abort());
    const admin = createAdmin(transportTo(url), url);
    const failed = await failureOf(admin.listByIdentifierPrefix('ada', 21, controller.signal));
    expect(failed.code).toBe('aborted');
  });
});
