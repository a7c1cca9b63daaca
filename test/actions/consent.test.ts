import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ConsentQuestion } from '../../src/engine/consent-question.ts';
import { readCatalog } from '../../src/host/installation.ts';
import { furnish } from './every-action.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const catalog = await readCatalog();
const destroying = catalog.filter((entry) => entry.effect === 'destroy').map((entry) => entry.name);

test('five actions destroy', () => {
  expect(destroying.toSorted()).toEqual([
    'delete-identity',
    'disable-identity',
    'invalidate-identity-sessions',
    'reset-identity-mfa',
    'unlink-oidc-account',
  ]);
});

const writesIn = (sent: readonly string[]): string[] => sent.filter((request) => !request.startsWith('GET '));

describe.each(destroying)('%s', (action) => {
  test('is refused without consent, before anything is sent', async () => {
    const { email, params } = await furnish(scene.kratos, action);
    const run = await scene.operator.run(action, { email, ...params });
    expect([run.error?.code, run.exit, run.outcome.operation]).toEqual(['confirmation-required', 2, null]);
    expect(run.sent).toEqual([]);
  });

  test('is refused with --confirm of another id', async () => {
    const { id, email, params } = await furnish(scene.kratos, action);
    const other = randomUUID();
    const run = await scene.operator.run(action, { email, ...params }, { confirm: other });
    expect([run.error?.code, run.exit, writesIn(run.sent)]).toEqual(['confirmation-required', 2, []]);
    expect(run.error?.message).toBe(`--confirm names ${other}, but ${id} would be hit.`);
  });

  test('is done with --confirm of the right id', async () => {
    const { id, email, params } = await furnish(scene.kratos, action);
    const run = await scene.operator.run(action, { email, ...params }, { confirm: id });
    expect([run.exit, run.results['identity-id'], run.results['changed']]).toEqual([0, id, true]);
  });

  test('asks for the typed address or id, showing whom it hits and where, and stops at a no', async () => {
    const { id, email, params } = await furnish(scene.kratos, action);
    const asked: ConsentQuestion[] = [];
    const run = await scene.operator.run(
      action,
      { email, ...params },
      {
        ask: async (question) => {
          asked.push(question);
          return false;
        },
      },
    );
    expect([run.error?.code, run.exit, run.outcome.status]).toEqual(['cancelled', 130, 'cancelled']);
    expect(writesIn(run.sent)).toEqual([]);
    expect(asked).toMatchObject([
      {
        action,
        host: new URL(scene.kratos.adminUrl).host,
        identity: { id, addresses: ['a***@e***.com'], state: 'active' },
      },
    ]);
    expect([email, ` ${id}`, 'yes', ''].map((typed) => asked[0]?.accepts(typed))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('is done when the prompt is answered with a yes', async () => {
    const { email, params } = await furnish(scene.kratos, action);
    const run = await scene.operator.run(action, { email, ...params }, { ask: async () => true });
    expect([run.exit, run.results['changed']]).toEqual([0, true]);
  });
});
