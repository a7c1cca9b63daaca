import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded, type KratosUnderTest } from './kratos-under-test.ts';
import { createOperator, type Operator } from './operator.ts';
import {
  createPerson,
  login,
  oidcCredential,
  oldPassword,
  openSession,
  whoami,
  type Person,
} from './people.ts';
import { newSecret } from './scene.ts';
import { plantPasskey, plantTotp } from './second-factors.ts';

/** Identities from before their schema became stricter: Kratos refuses every PATCH of them. */

const identifier = { 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };

const schemaWith = (traits: Record<string, unknown>) => ({
  id: 'default',
  schema: {
    $id: 'https://idp.example/schemas/strict.json',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: { email: { type: 'string', ...identifier }, nick: { type: 'string', minLength: 1 } },
        ...traits,
      },
    },
  },
});

let folder: string;
let kratos: KratosUnderTest;
let operator: Operator;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-outgrown-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody who was there before, and their session, once Kratos runs with the stricter schema. */
async function outgrow(
  name: string,
  strict: Record<string, unknown>,
  traits: Record<string, unknown>,
  work: (person: Person, token: string) => Promise<void>,
): Promise<void> {
  const database = join(folder, `${name}.db`);
  kratos = await startEmbedded({ database, schemas: [schemaWith({})] });
  const email = `${name}@example.com`;
  const credentials = {
    password: { config: { password: oldPassword } },
    oidc: oidcCredential(['ada']),
  };
  const person = await createPerson(kratos, { traits: { email, ...traits }, credentials }, email);
  const token = await openSession(kratos, person);
  await plantTotp(kratos, person.id);
  await plantPasskey(kratos, person.id);
  await kratos.stop();
  kratos = await startEmbedded({ database, schemas: [schemaWith(strict)] });
  operator = createOperator(kratos, newSecret);
  try {
    await work(person, token);
  } finally {
    operator.close();
    await kratos.close();
  }
}

const faults = [
  ['a missing trait', { required: ['nick'] }, {}, ['nick']],
  ['two missing traits', { required: ['nick', 'name'] }, {}, ['nick', 'name']],
  [
    'a trait of another form',
    { properties: { email: { type: 'string', ...identifier }, nick: { type: 'string', minLength: 9 } } },
    { nick: 'ada' },
    ['nick'],
  ],
  ['a trait that is no longer known', { additionalProperties: false }, { old: 'x' }, ['old']],
] as const;

test.each(faults)(
  'reset-password with %s names it and still ends the sessions',
  async (name, strict, traits, at) => {
    await outgrow(name.replaceAll(' ', '-'), strict, traits, async (person, token) => {
      const params = { 'identity-id': person.id, 'password-secret-id': 'new' };
      const run = await operator.run('reset-password', params);
      expect([run.exit, run.outcome.status, run.error?.code]).toEqual([1, 'failed', 'kratos-rejected']);
      expect(run.error?.details?.['traits']).toEqual(at);
      expect(run.error?.message).toContain(
        `Kratos refuses to change identity ${person.id}, because its traits no longer satisfy its schema (${at.join(', ')}).`,
      );
      expect(run.error?.message).not.toContain('\n');
      for (const still of ['invalidate-identity-sessions', 'recovery code', 'delete-identity']) {
        expect(run.error?.hint).toContain(still);
      }
      expect(run.results).toEqual({ 'identity-id': person.id, changed: true, 'sessions-revoked': 1 });
      expect(await whoami(kratos, token)).toBe(401);
      expect(await login(kratos, person.email, oldPassword)).toBeDefined();
    });
  },
);

test('disable-identity names the trait and still ends the sessions', async () => {
  await outgrow('disable', { required: ['nick'] }, {}, async (person, token) => {
    const run = await operator.run('disable-identity', { 'identity-id': person.id }, { yes: true });
    expect([run.exit, run.error?.details?.['traits']]).toEqual([1, ['nick']]);
    expect(run.results).toEqual({ 'identity-id': person.id, changed: true, 'sessions-revoked': 1 });
    expect(await whoami(kratos, token)).toBe(401);
    expect((await kratos.getIdentity(person.id)).state).toBe('active');
  });
});

test.each(['totp', 'passkey'])('removing %s names the trait, although one is a DELETE', async (type) => {
  await outgrow(type, { required: ['nick'] }, {}, async (person) => {
    const params = { 'identity-id': person.id, 'mfa-type': type };
    const run = await operator.run('reset-identity-mfa', params, { yes: true });
    expect([run.exit, run.error?.details?.['traits']]).toEqual([1, ['nick']]);
    expect(run.results).toEqual({ 'identity-id': person.id, before: expect.any(Array) as unknown });
  });
});

test('unlinking names the trait', async () => {
  await outgrow('unlinking', { required: ['nick'] }, {}, async (person) => {
    const params = { 'identity-id': person.id, 'credential-id': 'google:ada' };
    const run = await operator.run('unlink-oidc-account', params, { yes: true });
    expect([run.exit, run.error?.details?.['traits']]).toEqual([1, ['nick']]);
  });
});

test('what the hint promises does work: sessions, a recovery code, deletion', async () => {
  await outgrow('promised', { required: ['nick'] }, {}, async (person) => {
    const runs = [
      await operator.run('invalidate-identity-sessions', { 'identity-id': person.id }, { yes: true }),
      await operator.run('reset-password', { 'identity-id': person.id }),
      await operator.run('delete-identity', { 'identity-id': person.id }, { yes: true }),
    ];
    expect(runs.map((run) => [run.exit, run.results['changed']])).toEqual([
      [0, true],
      [0, true],
      [0, true],
    ]);
  });
});
