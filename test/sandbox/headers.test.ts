import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runSandbox } from './running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

test('an error repeats its id in a header, empty when it has none', async () => {
  const named = await kratos.public('POST', '/nope', { body: {} });
  expect(named.headers.get('ory-error-id')).toBe('security_csrf_violation');
  const nameless = await kratos.admin('GET', '/admin/identities/nope');
  expect(nameless.headers.get('ory-error-id')).toBe('');
});

test('plain texts of unknown routes and methods are not to be sniffed at', async () => {
  const answers = [await kratos.admin('GET', '/nope'), await kratos.admin('DELETE', '/admin/identities')];
  expect(answers.map(({ headers }) => headers.get('x-content-type-options'))).toEqual(['nosniff', 'nosniff']);
});

test('answers of the public port depend on cookies, those of the admin port do not', async () => {
  const answers = [await kratos.public('GET', '/schemas'), await kratos.admin('GET', '/admin/identities')];
  expect(answers.map(({ headers }) => headers.get('vary'))).toEqual(['Cookie', null]);
});

test.each([
  ['GET', '/self-service/recovery/api'],
  ['GET', '/admin/self-service/errors?id=x'],
  ['POST', '/self-service/settings?flow=x'],
  ['DELETE', '/self-service/logout/api'],
])('%s %s on the admin port leads to the public port', async (method, path) => {
  const { status, headers } = await kratos.admin(method, path);
  expect(status).toBe(307);
  expect(headers.get('location')).toBe(kratos.publicUrl + path.replace('/admin', ''));
});

test('an error repeats the X-Request-Id of its request, where there is one', async () => {
  const url = `${kratos.adminUrl}/admin/identities/nope`;
  const named = await fetch(url, { headers: { 'x-request-id': 'idp-1' } });
  expect(await named.text()).toBe(
    '{"error":{"code":404,"status":"Not Found","request":"idp-1","message":"Unable to locate the resource"}}',
  );
  for (const headers of [{}, { 'x-request-id': '' }]) {
    const nameless = await fetch(url, { headers });
    expect(await nameless.text()).not.toContain('"request"');
  }
});
