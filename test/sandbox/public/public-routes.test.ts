import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

test('what belongs to the admin port is sent there', async () => {
  for (const [method, path] of [
    ['GET', '/admin/identities'],
    ['POST', '/recovery/code'],
    ['POST', '/recovery/link'],
    ['DELETE', '/identities/x/sessions'],
  ] as const) {
    const { status, headers } = await kratos.public(method, path);
    expect([status, headers.get('location')]).toEqual([
      307,
      `${kratos.adminUrl}/admin${path.replace('/admin', '')}`,
    ]);
  }
});

test('self-service flows that are asked for on the admin port are sent to the public one', async () => {
  const { status, headers } = await kratos.admin('POST', '/self-service/login?flow=x', { body: {} });
  expect([status, headers.get('location')]).toEqual([307, `${kratos.publicUrl}/self-service/login?flow=x`]);
});

test('health is there, the version is not', async () => {
  expect((await kratos.public('GET', '/health/ready')).body).toEqual({ status: 'ok' });
  expect((await kratos.public('GET', '/version')).status).toBe(404);
});

test('an unknown route is 404 and a wrong method 405, both in plain text', async () => {
  const unknown = await kratos.public('GET', '/nope');
  expect([unknown.status, unknown.headers.get('content-type'), unknown.body]).toEqual([
    404,
    'text/plain; charset=utf-8',
    '404 page not found\n',
  ]);
  const wrong = await kratos.public('DELETE', '/self-service/login/api');
  expect([wrong.status, wrong.headers.get('allow'), wrong.body]).toEqual([
    405,
    'GET, HEAD',
    'Method Not Allowed\n',
  ]);
});
