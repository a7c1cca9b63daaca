import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IdentityBody } from '../../src/sources/converted-identity.ts';
import * as django from '../../src/sources/django/django.ts';
import { matches } from './matches.ts';
import { otherExports } from './other-exports.ts';
import { type Converted, convertAll, convertText, fixture, recognised } from './source-files.ts';

const settings = { hook: true, badPassword: 'without-password' } as const;
const dump = await convertAll(django, [fixture('django/dumpdata.json')], settings);
const tables = ['auth_user-postgres.csv', 'auth_user-sqlite.csv', 'auth_user-mysql.tsv'];

function user(name: string, { users }: { users: readonly Converted[] }): Converted {
  const found = users.find(({ value }) => value['username'] === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function identity(name: string, among: { users: readonly Converted[] }): IdentityBody | undefined {
  return user(name, among).converted.identity;
}

function bodiesOf(users: readonly Converted[]): unknown[] {
  return users.map(({ converted }) => converted.identity);
}

/** With every list sorted. */
function inAnyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(inAnyOrder(item))).toSorted();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inAnyOrder(member)]));
}

const object = (model: string, pk: number, fields: object): object => ({ model, pk, fields });
const ofDump = (...objects: object[]): ReturnType<typeof convertText> =>
  convertText(django, 'dump.json', JSON.stringify(objects), settings);
const linkOf = (email: string, uid: string): object => {
  return { model: 'socialaccount.socialaccount', fields: { user: [email], provider: 'google', uid } };
};
const ada = { username: 'ada', email: 'ada@example.com', password: '!', last_login: null };

describe('files of Django', () => {
  test.each([
    ['dumpdata.json', 'dump'],
    ['dumpdata-reversed.jsonl', 'dump'],
    ['dumpdata-natural.json', 'dump'],
    ['dumpdata-custom-user.json', 'dump'],
    ['auth_user-postgres.csv', 'users'],
    ['auth_user-sqlite.csv', 'users'],
    ['auth_user-mysql.tsv', 'users'],
  ])('%s is known for what it is', async (name, role) => {
    expect(await recognised(django, fixture(`django/${name}`))).toBe(role);
  });

  test('are no files of other systems', async () => {
    const roles = (await otherExports('django')).map(
      async (path) => [path, await recognised(django, path)] as const,
    );
    expect((await Promise.all(roles)).filter(([, role]) => role !== undefined)).toEqual([]);
  });

  test('give their users, and count objects of other models by these', () => {
    expect(dump.users).toHaveLength(18);
    expect(dump.problems).toMatchObject([
      { code: 'beside-records', names: ['socialaccount.socialapp', 'socialaccount.socialtoken'] },
    ]);
    expect(JSON.stringify(dump.problems)).not.toMatch(/made.up/);
  });

  test('give the same in any order, and as JSON lines', async () => {
    const reversed = await convertAll(django, [fixture('django/dumpdata-reversed.jsonl')], settings);
    // What belongs to a user is listed in the order of the file, too.
    expect(inAnyOrder(bodiesOf(reversed.users))).toEqual(inAnyOrder(bodiesOf(dump.users)));
  });

  test('may refer to users by their names', async () => {
    const natural = await convertAll(django, [fixture('django/dumpdata-natural.json')], settings);
    expect(natural.problems).toEqual([]);
    expect(identity('ada', natural)).toMatchObject({
      credentials: { totp: { config: {} } },
      verifiable_addresses: [{ value: 'ada@example.com', verified: true }],
      metadata_admin: { django: { groups: [['editors']] } },
    });
    expect(identity('ada', natural)?.external_id).toBeUndefined();
  });

  test.each(tables)('%s has the users without what other tables say of them', async (name) => {
    const table = await convertAll(django, [fixture(`django/${name}`)], settings);
    expect(table.problems).toEqual([]);
    expect(table.users).toHaveLength(18);
    expect(identity('jack', table)?.state).toBe('inactive');
    expect(identity('ada', table)).toMatchObject({
      state: 'active',
      external_id: '1',
      traits: { email: 'ada@example.com', username: 'ada', name: { first: 'Ada', last: 'Byron' } },
    });
    expect(identity('bo', table)?.metadata_admin?.['django']).not.toHaveProperty('last_login');
    expect(await matches("gus's pass phrase", user('gus', table).converted)).toBe(true);
  });

  test('may be a table and the tables that belong to it', async () => {
    const table = fixture('django/auth_user-sqlite.csv');
    const rows = 'id,email,verified,primary,user_id\n1,ada@example.com,t,t,1\n2,nobody@example.com,t,t,99\n';
    const links =
      'id,provider,uid,last_login,date_joined,extra_data,user_id\n1,google,77,,,"{""hd"": ""example.com""}",1\n';
    const apps =
      'id,name,confirmed,key,step,t0,digits,tolerance,drift,last_t,user_id\n1,phone,t,3132333435363738393031323334353637383930,30,0,6,1,0,-1,1\n';
    const folder = await mkdtemp(join(tmpdir(), 'idp-django-'));
    const files = [rows, links, apps].map((text, at) => ({ text, path: join(folder, `${at}.csv`) }));
    await Promise.all(files.map(({ text, path }) => writeFile(path, text)));
    const joined = await convertAll(django, [...files.map(({ path }) => path), table], settings);
    await rm(folder, { recursive: true });
    expect(joined.problems).toMatchObject([{ code: 'unjoined', field: 'user', place: { line: 3 } }]);
    expect(identity('ada', joined)).toMatchObject({
      verifiable_addresses: [{ value: 'ada@example.com' }],
      credentials: { totp: {}, oidc: { config: { providers: [{ provider: 'google', subject: '77' }] } } },
    });
  });

  test('that break off give what they have, and say so', async () => {
    const text = JSON.stringify([
      object('auth.user', 1, ada),
      object('auth.user', 2, { ...ada, username: 'bo' }),
    ]);
    const { users, problems } = await convertText(django, 'dump.json', text.slice(0, -30), settings);
    expect(users.map(({ value }) => value['username'])).toEqual(['ada']);
    expect(problems).toMatchObject([{ code: 'truncated', place: { record: 2 } }]);
  });

  test('may hold things that are no objects of a dump', async () => {
    const { users, problems } = await ofDump(object('auth.user', 1, ada), { username: 'bo' });
    expect(users).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'not-a-record', place: { record: 2 } }]);
  });

  test('tell of what belongs to nobody', async () => {
    const address = object('account.emailaddress', 1, { user: 9, email: 'x@example.com', verified: true });
    const { problems } = await ofDump(address, object('auth.user', 1, ada));
    expect(problems).toMatchObject([{ code: 'unjoined', place: { record: 1 } }]);
    expect(JSON.stringify(problems)).not.toContain('example.com');
  });

  test('have one user model, and what looks like another is left out, for others refer to the first', async () => {
    const { users, problems } = await ofDump(
      object('legacy.customer', 1, { ...ada, username: 'not-a-user' }),
      object('auth.user', 1, ada),
    );
    expect(users.map(({ value }) => value['username'])).toEqual(['ada']);
    expect(problems).toMatchObject([{ code: 'beside-records', names: ['legacy.customer'] }]);
  });

  test('have for users whoever has permissions, also where another model with passwords comes first', async () => {
    const link = object('socialaccount.socialaccount', 1, { user: 1, provider: 'google', uid: '77' });
    const { users, problems } = await ofDump(
      object('shop.apiclient', 1, { ...ada, username: 'machine' }),
      object('shop.member', 1, { ...ada, user_permissions: [] }),
      link,
    );
    expect(users).toMatchObject([{ value: { username: 'ada', socialaccount: [{ uid: '77' }] } }]);
    expect(problems).toMatchObject([
      { names: ['shop.apiclient'], message: /the users are those of shop.member;/ },
    ]);
  });

  test('of which nobody can tell who the users are are refused, before anybody gets the links of another', async () => {
    await expect(
      ofDump(object('shop.apiclient', 1, ada), object('shop.member', 1, ada)),
    ).rejects.toMatchObject({ code: 'usage', message: /shop.apiclient and of shop.member/ });
  });

  test('may refer to users by addresses, which are not mixed up with user names', async () => {
    const mallory = { ...ada, username: 'ada@example.com', email: 'mallory@example.com' };
    const { users, problems } = await ofDump(
      object('shop.user', 1, mallory),
      object('shop.user', 2, ada),
      linkOf('ada@example.com', '77'),
      linkOf('mallory@example.com', '88'),
    );
    expect(problems).toEqual([]);
    expect(users).toMatchObject([
      { value: { email: 'mallory@example.com', socialaccount: [{ uid: '88' }] } },
      { value: { email: 'ada@example.com', socialaccount: [{ uid: '77' }] } },
    ]);
  });
});
