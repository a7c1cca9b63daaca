import { describe, expect, test } from 'vitest';
import { readCatalog } from '../../src/host/installation.ts';
import { furnish } from './every-action.ts';
import { uniqueEmail, uniqueName } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();
// Those about files have tests of their own, in test/cli/import.
const catalog = (await readCatalog()).filter(({ target }) => target !== 'files');

type Request = { readonly method: string; readonly path: string; readonly body?: unknown };

describe.each(catalog.map((entry) => [entry.name, entry] as const))('a dry run of %s', (action, entry) => {
  test('sends no write, needs no consent and changes nothing', async () => {
    const person = await furnish(scene.kratos, action);
    const params =
      entry.target === 'identity'
        ? { email: person.email, ...person.params }
        : { username: uniqueName('ada'), email: uniqueEmail('ada') };
    const before = await stateOf(person.id);
    const writes: string[] = [];
    const run = await scene.behind(
      ({ method, path }) => {
        if (method === 'GET' || method === 'HEAD') return undefined;
        writes.push(`${method} ${path}`);
        return { status: 500, body: 'a write in a dry run' };
      },
      (operator) => operator.run(action, params, { dryRun: true }),
    );
    expect(writes).toEqual([]);
    expect([run.error, run.exit, run.outcome.status]).toEqual([undefined, 0, 'completed']);
    expect([run.outcome['dry-run'], run.results['changed']]).toEqual([
      true,
      entry.effect === 'read' ? undefined : true,
    ]);
    expect(await stateOf(person.id)).toEqual(before);
  });

  test('shows the requests that the run then sends, and answers as it does', async () => {
    const person = await furnish(scene.kratos, action);
    const params =
      entry.target === 'identity'
        ? { email: person.email, ...person.params }
        : { username: uniqueName('ada'), email: uniqueEmail('ada'), 'password-secret-id': 'new' };
    const dry = await scene.operator.run(action, params, { dryRun: true });
    const real = await scene.operator.run(action, params, { yes: true });
    expect(real.exit).toBe(0);
    const writes = real.sent.filter((request) => !request.startsWith('GET '));
    expect(shown(dry.results['requests'])).toEqual(writes);
    const { requests: _, ...dryResults } = dry.results;
    expect(settled(dryResults)).toEqual(settled(real.results));
    expect(dry.outcome.log.map(({ message }) => message)).toEqual(
      real.outcome.log.map(({ message }) => message),
    );
  });
});

const shown = (requests: unknown): string[] =>
  (requests as Request[]).map(({ method, path }) => `${method} ${path}`);

/** Less what differs between two runs of anything: the id of what is new, and the time that passes. */
function settled(results: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(results, (key, value: unknown) => (key === 'age' ? undefined : value));
  return JSON.parse(text.replace(/"identity-id":"[^"]*"/, '"identity-id":"the same"'));
}

async function stateOf(id: string): Promise<unknown> {
  const sessions = await scene.kratos.admin('GET', `/admin/identities/${id}/sessions`);
  return [await scene.kratos.getIdentity(id, 'password', 'totp', 'oidc'), sessions.body];
}

test('secrets are masked among the requests', async () => {
  const { id } = await furnish(scene.kratos, 'reset-password');
  const params = { 'identity-id': id, 'password-secret-id': 'new' };
  const { results } = await scene.operator.run('reset-password', params, { dryRun: true });
  expect(results['requests']).toEqual([
    {
      method: 'PATCH',
      path: `/admin/identities/${id}`,
      body: [
        {
          op: 'add',
          path: '/credentials/password',
          value: { type: 'password', config: { hashed_password: '[secret]' } },
        },
      ],
    },
    { method: 'DELETE', path: `/admin/identities/${id}/sessions` },
  ]);
});

test('what has nothing to do shows no request', async () => {
  const { id } = await furnish(scene.kratos, 'get-identity');
  const run = await scene.operator.run('enable-identity', { 'identity-id': id }, { dryRun: true });
  expect(run.results).toEqual({ 'identity-id': id, changed: false, requests: [] });
});
