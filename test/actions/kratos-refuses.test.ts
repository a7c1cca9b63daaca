import { describe, expect, test } from 'vitest';
import { readCatalog } from '../../src/host/installation.ts';
import { furnish } from './every-action.ts';
import { createOperator } from './operator.ts';
import { uniqueEmail, uniqueName } from './people.ts';
import { kratosError } from './proxy.ts';
import { newSecret, useScene } from './scene.ts';

const scene = useScene();
// Those about files have tests of their own, in test/cli/import.
const catalog = (await readCatalog()).filter(({ target }) => target !== 'files');

describe.each(catalog.map((entry) => [entry.name, entry] as const))('%s', (action, entry) => {
  test.each([400, 500])('fails with the reason of Kratos when Kratos answers %i', async (status) => {
    const person = await furnish(scene.kratos, action);
    const params =
      entry.target === 'identity'
        ? { 'identity-id': person.id, ...person.params }
        : { username: uniqueName('ada'), email: uniqueEmail('ada') };
    const refused = (method: string): boolean => (method === 'GET') === (entry.effect === 'read');
    const run = await scene.behind(
      ({ method }) => (refused(method) ? kratosError(status, 'The moon is in the way.') : undefined),
      (operator) => operator.run(action, params, { yes: true }),
    );
    expect(run.error).toMatchObject({
      code: 'kratos-rejected',
      message: `Kratos refused (${status}): The moon is in the way.`,
      details: { status, reason: 'The moon is in the way.' },
    });
    expect(run.error?.hint).not.toBe('');
    expect([run.exit, run.outcome.status, run.results['changed'] ?? false]).toEqual([1, 'failed', false]);
  });

  test('is unavailable when Kratos answers 503, and a write is not sent again', async () => {
    const person = await furnish(scene.kratos, action);
    const params =
      entry.target === 'identity'
        ? { 'identity-id': person.id, ...person.params }
        : { username: uniqueName('ada'), email: uniqueEmail('ada') };
    const writes: string[] = [];
    const run = await scene.behind(
      ({ method, path }) => {
        if (method === 'GET' && entry.effect !== 'read') return undefined;
        if (method !== 'GET') writes.push(`${method} ${path}`);
        return kratosError(503, 'Too much to do.');
      },
      (operator) => operator.run(action, params, { yes: true }),
    );
    expect([run.error?.code, run.exit]).toEqual(['unavailable', 7]);
    // Whoever is signed in is signed out all the same, which is a second write; none is sent twice.
    expect(writes.length > 0).toBe(entry.effect !== 'read');
    expect(new Set(writes).size).toBe(writes.length);
  });

  test('on the public port by mistake says so, and sends nothing on', async () => {
    const person = await furnish(scene.kratos, action);
    const params =
      entry.target === 'identity'
        ? { 'identity-id': person.id, ...person.params }
        : { username: uniqueName('ada'), email: uniqueEmail('ada') };
    const operator = createOperator({ adminUrl: scene.kratos.publicUrl }, newSecret);
    const run = await operator.run(action, params, { yes: true });
    operator.close();
    expect([run.error?.code, run.exit, run.sent.length]).toEqual(['unexpected-answer', 1, 1]);
    expect(run.error?.message).toContain("this is Kratos's public port, or a proxy, not its admin port.");
  });
});
