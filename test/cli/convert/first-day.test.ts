import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityBody } from '../../../src/sources/converted-identity.ts';
import { type KratosUnderTest, startKratos } from '../../actions/kratos-under-test.ts';
import { login } from '../../actions/people.ts';
import { createUser, type User } from '../user.ts';
import { fixtureFolder, knownPasswords, migrations } from './migrations.ts';

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
    async ({ source, files, options = [], logins }) => {
      const paths = files.map((file) => join(fixtureFolder(source), file));
      // The built-in schema knows no telephone, and nobody who is inactive gets in.
      const fitting = ['--map', 'traits.phone=', '--set', 'state=active'];
      // A hash that needs the hook is another test's matter.
      const words = [...fitting, '--bad-password', 'without-password', ...options];
      const { exit, stdout, stderr } = await user.run(['convert', '--from', source, ...paths, ...words]);
      expect({ isOver: exit === 0 || exit === 6, stderr }).toMatchObject({ isOver: true });
      const passwords = knownPasswords(source);
      const people = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as IdentityBody)
        .filter((body) => isTried(body, passwords));
      const failed: string[] = [];
      for (const body of people) {
        const password = passwordOf(body, passwords) ?? '';
        const { email } = await create(kratos, body);
        if ((await login(kratos, email, `!${password}`)) !== undefined)
          failed.push(`${body.external_id}: any`);
        if ((await login(kratos, email, password)) === undefined) failed.push(`${body.external_id}`);
      }
      expect(failed).toEqual([]);
      expect(people).toHaveLength(logins);
    },
    60_000,
  );
});

function isTried(body: IdentityBody, passwords: Readonly<Record<string, string>>): boolean {
  const isHashed = 'hashed_password' in (body.credentials?.password?.config ?? {});
  return isHashed && typeof body.traits['email'] === 'string' && passwordOf(body, passwords) !== undefined;
}

function passwordOf(
  { external_id, traits }: IdentityBody,
  passwords: Readonly<Record<string, string>>,
): string | undefined {
  const names = [external_id, traits['email'], traits['username']];
  return names.map((name) => passwords[String(name)]).find((password) => password !== undefined);
}

/** As idp wrote it, but for names, so that a server that others use takes it, also for the second time. */
async function create(kratos: KratosUnderTest, body: IdentityBody): Promise<{ readonly email: string }> {
  const run = randomUUID().slice(0, 13);
  const text = JSON.stringify(body)
    .replaceAll(/(?<=@)[\w.-]+/g, (domain) => `${run}.${domain}`)
    .replaceAll(/(?<="(?:username|subject)":")/g, `${run}-`);
  const fresh = JSON.parse(text) as IdentityBody;
  // Kratos takes these two by JSON Patch only.
  const { totp: _totp, lookup_secret: _codes, ...credentials } = fresh.credentials ?? {};
  await kratos.createIdentity({ ...fresh, external_id: run, credentials });
  return { email: String(fresh.traits['email']) };
}
