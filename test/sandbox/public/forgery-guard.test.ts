import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

test.each([
  ['POST', '/schemas'],
  ['DELETE', '/admin/sessions'],
  ['PUT', '/nope'],
  ['PATCH', '/schemas//default'],
])(
  '%s %s on the public port is refused as a forgery before its route is looked for',
  async (method, path) => {
    const answer = await kratos.public(method, path);
    expect(answer).toMatchObject({ status: 403, body: { error: { id: 'security_csrf_violation' } } });
  },
);

test.each([
  ['POST', '/health/alive', 405],
  ['DELETE', '/schemas/default', 405],
  ['POST', '/identities', 307],
  ['DELETE', '/sessions/whoami', 401],
  ['GET', '/nope', 404],
  ['OPTIONS', '/schemas', 405],
])('%s %s is exempt, or changes nothing', async (method, path, status) => {
  expect((await kratos.public(method, path)).status).toBe(status);
});
