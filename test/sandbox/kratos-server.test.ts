import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, runSandbox } from './running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

describe('a path that is not served', () => {
  test.each(['/', '/admin', '/admin/nope', '/administrators', '/admin/identities/', '/admin/version/'])(
    '%s is 404 in plain text',
    async (path) => {
      const answer = await kratos.admin('GET', path);
      expect(answer).toMatchObject({ status: 404, body: '404 page not found\n' });
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    },
  );

  test('is 405 with the methods that are, where there are any', async () => {
    const answer = await kratos.admin(
      'PUT',
      '/admin/identities/6f0b3c6e-0000-4000-8000-000000000000/sessions',
    );
    expect(answer).toMatchObject({ status: 405, body: 'Method Not Allowed\n' });
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD');
    expect((await kratos.admin('OPTIONS', '/admin/version')).headers.get('allow')).toBe('GET, HEAD');
  });

  test('is sent to the clean spelling of itself, with its query', async () => {
    const answer = await kratos.admin('GET', '/admin//identities?page_size=1');
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe('/admin/identities?page_size=1');
  });
});

describe('the prefix /admin', () => {
  test.each(['/version', '/health/ready', '/identities', '/identities/', '/sessions'])(
    'can be left out of %s on the admin port',
    async (path) => {
      expect((await kratos.admin('GET', path)).status).toBe(200);
    },
  );

  test('when left out, makes an escaped slash and dots count', async () => {
    await kratos.createIdentity('slash@example.com', { external_id: 'a/b' });
    expect((await kratos.admin('GET', '/admin/identities/by/external/a%2Fb')).status).toBe(200);
    expect((await kratos.admin('GET', '/identities/by/external/a%2Fb')).status).toBe(404);
    expect((await kratos.admin('GET', '/schemas/a%2Fb')).status).toBe(404);
  });

  test('brings a request on the public port to the admin port', async () => {
    const answer = await kratos.public('GET', '/admin/identities?page_size=1&x=%22');
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe(`${kratos.adminUrl}/admin/identities?page_size=1&x=%22`);
    expect(answer.body).toContain('Temporary Redirect');
    expect((await kratos.public('POST', '/identities', { body: {} })).body).toBe('');
  });
});

test('only what GET answers must not be kept', async () => {
  const cacheControl = 'private, no-cache, no-store, must-revalidate';
  expect((await kratos.admin('GET', '/admin/version')).headers.get('cache-control')).toBe(cacheControl);
  expect(
    (await kratos.admin('POST', '/admin/identities', { raw: '' })).headers.get('cache-control'),
  ).toBeNull();
});

test('HEAD has the headers of GET and no body', async () => {
  const answer = await kratos.admin('HEAD', '/admin/identities');
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.headers.get('link')).toContain('rel="first"');
});

const most = 5 * 1024 * 1024;

/** A new identity of so many bytes. */
function wrapped(length: number): string {
  const frame = '{"traits":{"email":"big@example.com"},"metadata_admin":""}';
  return frame.replace('""', `"${'x'.repeat(length - frame.length)}"`);
}

describe('a body of more than 5 MiB', () => {
  test('is refused by POST, and one of exactly that size is not', async () => {
    expect(await kratos.admin('POST', '/admin/identities', { raw: wrapped(most) })).toMatchObject({
      status: 201,
    });
    expect(await kratos.admin('POST', '/admin/identities', { raw: wrapped(most + 1) })).toMatchObject({
      status: 400,
      body: { error: { code: 400, message: 'http: request body too large' } },
    });
  });

  test('is refused by PUT and PATCH as differently as Kratos does', async () => {
    const path = '/admin/identities/6f0b3c6e-0000-4000-8000-000000000000';
    expect(await kratos.admin('PUT', path, { raw: wrapped(most + 1) })).toMatchObject({
      status: 400,
      body: { error: { reason: 'Unable to read HTTP POST body: http: request body too large' } },
    });
    expect(await kratos.admin('PATCH', path, { raw: wrapped(most + 1) })).toMatchObject({
      status: 500,
      body: { error: { code: 500, message: 'http: request body too large' } },
    });
  });
});

describe('a content type', () => {
  test('that is none is left to the route', async () => {
    const headers = { 'content-type': 'garbage' };
    const body = { traits: { email: 'garbage@example.com' } };
    expect((await kratos.admin('POST', '/admin/identities', { body, headers })).status).toBe(201);
    expect(await kratos.admin('POST', '/admin/recovery/code', { body, headers })).toMatchObject({
      status: 400,
      body: {
        error: {
          reason:
            'HTTP POST Request used unknown HTTP Header "Content-Type: garbage", only [application/json] are supported.',
        },
      },
    });
  });
});

test('a body of more than 5 MiB is read to its end and refused', async () => {
  const raw = `{"a":"${'z'.repeat(5 * 1024 * 1024)}"}`;
  expect(await kratos.admin('POST', '/admin/identities', { raw })).toMatchObject({
    status: 400,
    body: { error: { message: 'http: request body too large' } },
  });
  expect(await kratos.admin('POST', '/admin/recovery/link', { raw })).toMatchObject({
    status: 400,
    body: { error: { reason: 'Unable to read HTTP POST body: http: request body too large' } },
  });
});

test('a path that cannot be unescaped is 400 in plain text', async () => {
  expect(await kratos.admin('GET', '/admin/identities/by/external/%zz')).toMatchObject({
    status: 400,
    body: '400 Bad Request',
  });
});

test('a UUID may stand in braces and after urn:uuid:', async () => {
  const id = await kratos.createIdentity('braces@example.com');
  for (const spelled of [`%7B${id}%7D`, `urn:uuid:${id}`, id.toUpperCase()]) {
    expect((await kratos.admin('GET', `/admin/identities/${spelled}`)).status).toBe(200);
  }
});

test('NUL is what the database does not look for', async () => {
  const message = 'ERROR: invalid byte sequence for encoding "UTF8": 0x00 (SQLSTATE 22021)';
  expect(await kratos.admin('GET', '/admin/identities/by/external/%00')).toMatchObject({
    status: 500,
    body: { error: { message } },
  });
  expect(await kratos.admin('GET', '/admin/identities?credentials_identifier=%00')).toMatchObject({
    status: 500,
    body: { error: { message: `unable to fetch records: ${message}` } },
  });
  expect(await kratos.login('\0')).toMatchObject({ status: 400, body: { error: { code: 500 } } });
});
