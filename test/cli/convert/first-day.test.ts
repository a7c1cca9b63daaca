import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHashDatabase } from '../../../src/password-hook/hash-database.ts';
import { startHookServer } from '../../../src/password-hook/hook-server.ts';
import type { IdentityBody } from '../../../src/sources/converted-identity.ts';
import { type KratosUnderTest, startEmbedded, startKratos } from '../../actions/kratos-under-test.ts';
import { login } from '../../actions/people.ts';
import { createUser, type User } from '../user.ts';
import { hookMigrations, knownPassword, type Migration, migrations, wordsOf } from './migrations.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

describe('on the first day after a migration', () => {
  let kratos: KratosUnderTest;
  beforeAll(async () => {
    kratos = await startKratos();
  });
  afterAll(() => kratos.close());

  it.each(migrations)(
    'the people of $source in $files sign in with the passwords they had, and with no other',
    async (migration) => {
      const people = await convert(migration, ['--bad-password', 'without-password']);
      const hashed = people.filter((body) => 'hashed_password' in configOf(body));
      const known = whoseIsKnown(migration, hashed).map(renamed);
      expect(await failedLogins(kratos, known)).toEqual([]);
      expect(known).toHaveLength(migration.logins);
    },
    60_000,
  );
});

describe('on the first day after a migration with hashes that Kratos cannot hold', () => {
  it.each(hookMigrations)(
    'the people of $source in $files sign in through the hook',
    async (migration) => {
      const file = join(user.home, `${migration.source}.hook.jsonl`);
      const people = await convert(migration, ['--hook-hashes', file]);
      const hooked = people.filter((body) => 'use_password_migration_hook' in configOf(body));
      const known = whoseIsKnown(migration, hooked);
      const database = join(user.home, `${migration.source}.db`);
      const loaded = await user.run(['password-hook', 'load', file, '--database', database]);
      expect(loaded).toMatchObject({ exit: 0, stderr: '' });
      const db = openHashDatabase(database);
      const hook = await startHookServer({ ...openToAll, db });
      const kratos = await startEmbedded({ migrationHook: { url: hook.url } });
      expect(await failedLogins(kratos, known)).toEqual([]);
      expect(known).toHaveLength(migration.logins);
      const status = await user.run(['password-hook', 'status', '--database', database, '--format', 'json']);
      expect(JSON.parse(status.stdout)).toMatchObject({ people: { migrated: migration.logins } });
      await kratos.close();
      await hook.close();
      db.close();
    },
    60_000,
  );

  it('asks for nobody whose line is not in the file', () => {
    const lines = readFileSync(join(user.home, 'wordpress.hook.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object))).toEqual(
      lines.map(() => ['identifiers', 'kind', 'hash']),
    );
  });
});

const openToAll = {
  host: '127.0.0.1',
  port: 0,
  key: undefined,
  // Of the sample of Clerk, which has it in the digest, behind the hash.
  settings: { pepper: 'd9f8b1c4e7a2d9f8b1c4e7a2d9f8b1c4e7a2d9f8b1c4e7a2' },
  limits: { each: 0, all: 0, atOnce: 4, waiting: 100 },
  now: () => new Date(),
  onAnswer: () => undefined,
};

async function convert(migration: Migration, more: readonly string[]): Promise<IdentityBody[]> {
  // The built-in schema knows no telephone, and nobody who is inactive gets in.
  const fitting = ['--map', 'traits.phone=', '--set', 'state=active'];
  const { exit, stdout, stderr } = await user.run([...wordsOf(migration), ...fitting, ...more]);
  expect({ isOver: exit === 0 || exit === 6, stderr }).toMatchObject({ isOver: true });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as IdentityBody);
}

const configOf = (body: IdentityBody): object => body.credentials?.password?.config ?? {};

type Person = { readonly body: IdentityBody; readonly password: string };

function whoseIsKnown({ source }: Migration, bodies: readonly IdentityBody[]): Person[] {
  return bodies.flatMap((body) => {
    const password = knownPassword(source, body);
    return password === undefined || typeof body.traits['email'] !== 'string' ? [] : [{ body, password }];
  });
}

async function failedLogins(kratos: KratosUnderTest, people: readonly Person[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { body, password } of people) {
    const email = String(body.traits['email']);
    // Kratos takes these two by JSON Patch only.
    const { totp: _totp, lookup_secret: _codes, ...credentials } = body.credentials ?? {};
    await kratos.createIdentity({ ...body, schema_id: 'default', credentials });
    if ((await login(kratos, email, `!${password}`)) !== undefined) failed.push(`${email}: any`);
    if ((await login(kratos, email, password)) === undefined) failed.push(email);
  }
  return failed;
}

/** With other names, so that a server that others use takes them, also for the second time. */
function renamed({ body, password }: Person): Person {
  const run = randomUUID().slice(0, 13);
  const text = JSON.stringify({ ...body, external_id: run })
    .replaceAll(/(?<=@)[\w.-]+/g, (domain) => `${run}.${domain}`)
    .replaceAll(/(?<="(?:subject|username)":")/g, `${run}-`);
  return { body: JSON.parse(text) as IdentityBody, password };
}
