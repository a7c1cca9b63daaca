import { expect, test } from 'vitest';
import { observeTask, type ObservedChange, type TaskObserver } from '../../src/kratos/observe-task.ts';
import { furnish } from './every-action.ts';
import type { Run, RunOptions } from './operator.ts';
import { newcomer } from './people.ts';
import { newPassword, useScene } from './scene.ts';
import { plantLookupSecrets, plantPasskey, plantWebauthn } from './second-factors.ts';

const scene = useScene();

async function observed(
  action: string,
  params: Record<string, string>,
  options: RunOptions = {},
): Promise<{ run: Run; observer: TaskObserver; begun: number }> {
  let observer: TaskObserver | undefined;
  let begun = 0;
  const run = await scene.operator.run(action, params, {
    yes: true,
    ...options,
    through: (transport) => {
      observer = observeTask(transport, {
        beforeFirstWrite: async () => {
          begun += 1;
        },
      });
      return observer.transport;
    },
  });
  if (observer === undefined) throw new Error('Nothing was connected');
  return { run, observer, begun };
}

const change = (name: string, before: unknown, after: unknown) => ({ name, before, after });
const byName = (changes: readonly ObservedChange[]) =>
  changes.toSorted((one, other) => (one.name < other.name ? -1 : 1));

test.each([
  ['get-identity', []],
  ['list-sessions', []],
  ['list-oidc-accounts', []],
  ['enable-identity', [change('state', 'inactive', 'active')]],
  ['disable-identity', [change('sessions', 1, 0), change('state', 'active', 'inactive')]],
  ['invalidate-identity-sessions', [change('sessions', 1, 0)]],
  ['reset-identity-mfa', [change('credentials.totp', 'set', null), change('sessions', 1, 0)]],
  ['unlink-oidc-account', [change('credentials.oidc', 2, 1)]],
  ['reset-password', [change('credentials.password', 'unknown', 'set'), change('sessions', 1, 0)]],
] as const)('%s is seen to change just what it changes', async (action, expected) => {
  const person = await furnish(scene.kratos, action);
  const { run, observer, begun } = await observed(action, { email: person.email, ...person.params });
  expect(run.exit).toBe(0);
  expect(byName(observer.changes())).toEqual(expected);
  expect(begun).toBe(expected.length > 0 ? 1 : 0);
  expect(observer.requests().map(({ method, path }) => `${method} ${path}`)).toEqual(
    run.sent.map((line) => line.split('?')[0]),
  );
  expect(observer.requests().filter(({ status }) => status === null || status >= 300)).toEqual([]);
});

test.each(['enable-identity', 'reset-password', 'reset-identity-mfa', 'delete-identity'])(
  'a dry run of %s claims nothing, and is not asked before a write',
  async (action) => {
    const person = await furnish(scene.kratos, action);
    const params = { email: person.email, ...person.params };
    const { run, observer, begun } = await observed(action, params, { dryRun: true });
    expect(run.results['requests']).not.toEqual([]);
    expect([observer.changes(), begun]).toEqual([[], 0]);
  },
);

test('a deleted identity is gone with all that was known of it', async () => {
  const person = await furnish(scene.kratos, 'delete-identity');
  const { observer } = await observed('delete-identity', { 'identity-id': person.id });
  const changes = byName(observer.changes());
  expect(changes).toEqual(
    expect.arrayContaining([
      change('identity', 'present', null),
      change('state', 'active', null),
      change('traits.email', 'a***@e***.com', null),
      change('credentials.oidc', 2, null),
    ]),
  );
  expect(changes.every(({ after }) => after === null)).toBe(true);
});

test('a new account comes into being with its traits masked, and with a password or a recovery code', async () => {
  const { run, observer } = await observed('create-admin-account', {
    ...newcomer(),
    'password-secret-id': 'new',
  });
  expect(run.exit).toBe(0);
  expect(byName(observer.changes())).toEqual(
    byName([
      change('identity', null, 'present'),
      change('state', null, 'active'),
      change('schema_id', null, 'admin_v0'),
      change('traits.email', null, 'a***@e***.com'),
      change('traits.username', null, 'a***'),
      change('credentials.password', null, 'set'),
      change('verifiable_addresses', null, 1),
      change('recovery_addresses', null, 1),
    ] as ObservedChange[]),
  );
  const without = await observed('create-admin-account', newcomer());
  expect(without.observer.changes()).toContainEqual(change('recovery code', null, 'made'));
  const text = JSON.stringify([observer, without.observer].map((one) => [one.changes(), one.requests()]));
  const code = String(without.run.results['recovery-code']);
  for (const secret of [newPassword, '$2', code]) expect(text).not.toContain(secret);
});

test('all factors that reset-identity-mfa takes away are named, with how many keys and codes there were', async () => {
  const person = await furnish(scene.kratos, 'reset-identity-mfa');
  await plantLookupSecrets(scene.kratos, person.id);
  await plantWebauthn(scene.kratos, person.id, { secondFactor: 2, passwordless: 1 });
  await plantPasskey(scene.kratos, person.id);
  const { observer } = await observed('reset-identity-mfa', { email: person.email, 'mfa-type': 'all' });
  expect(byName(observer.changes())).toEqual([
    change('credentials.lookup_secret', 1, null),
    change('credentials.totp', 'set', null),
    change('credentials.webauthn', 2, null),
    change('sessions', 1, 0),
  ]);
  await plantWebauthn(scene.kratos, person.id, { secondFactor: 1, passwordless: 2 });
  const all = await observed('reset-identity-mfa', {
    email: person.email,
    'mfa-type': 'all',
    'include-passkeys': 'true',
  });
  expect(byName(all.observer.changes())).toEqual([
    change('credentials.passkey', 1, null),
    change('credentials.webauthn', 1, null),
    change('credentials.webauthn.passwordless', 2, null),
  ]);
});
