import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clashProblem,
  findHolders,
  scanForHolders,
  type Holder,
} from '../../../src/transfer/presence/find-holders.ts';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { uniqueEmail, uniqueName } from '../../actions/people.ts';
import { useServers } from '../../kratos/servers.ts';
import { contactsSchema } from '../change/contacts-schema.ts';
import { readyRow } from '../import/ready-row.ts';
import { adminOf, useKratos } from '../import/use-kratos.ts';

const scene = useKratos();
const servers = useServers();

const linked = (...subjects: readonly string[]) => ({
  oidc: { config: { providers: subjects.map((subject) => ({ provider: 'google', subject })) } },
});

const toldOf = (holders: readonly Holder[]) =>
  holders.map(({ identityId, by, pointer }) => [identityId, by, pointer]);

test('each thing of a row that somebody has is told, with where it stands in the row', async () => {
  const [email, other, subject, externalId] = [
    uniqueEmail('ada'),
    uniqueEmail('bob'),
    uniqueName('s'),
    uniqueName('u'),
  ];
  const username = uniqueName('Grace');
  const ada = await scene.kratos.createIdentity({ traits: { email, username } });
  const bob = await scene.kratos.createIdentity({
    traits: { email: other },
    external_id: externalId,
    credentials: linked(subject),
  });
  const row = readyRow({
    traits: { email: email.toUpperCase(), username: username.toLowerCase() },
    external_id: externalId,
    credentials: linked('nobody', subject),
  });
  const holders = await findHolders(scene.admin, row);
  expect(toldOf(holders)).toEqual([
    [ada.id, 'identifier', '/traits/email'],
    [ada.id, 'identifier', '/traits/username'],
    [bob.id, 'identifier', '/credentials/oidc/config/providers/1'],
    [bob.id, 'external_id', '/external_id'],
  ]);
  expect(holders.find(({ by }) => by === 'external_id')?.identity.traits).toEqual({ email: other });
});

test('nobody holds anything of a row that is new', async () => {
  const row = readyRow({
    traits: { email: uniqueEmail('eve') },
    external_id: uniqueName('u'),
    credentials: linked(uniqueName('s')),
  });
  expect(await findHolders(scene.admin, row)).toEqual([]);
});

test('a link and a user name of the same text do not clash', async () => {
  const subject = uniqueName('x');
  const named = await scene.kratos.createIdentity({
    schema_id: 'admin_v0',
    traits: { username: `google:${subject}` },
  });
  const asLink = readyRow({ traits: { email: uniqueEmail('ada') }, credentials: linked(subject) });
  expect(await findHolders(scene.admin, asLink)).toEqual([]);
  const owner = await scene.kratos.createIdentity({
    schema_id: 'admin_v0',
    traits: {},
    credentials: linked(subject),
  });
  const asName = readyRow({ traits: { username: `google:${subject}` } });
  expect(toldOf(await findHolders(scene.admin, asName))).toEqual([
    [named.id, 'identifier', '/traits/username'],
  ]);
  expect(toldOf(await findHolders(scene.admin, asLink))).toEqual([
    [owner.id, 'identifier', '/credentials/oidc/config/providers/0'],
  ]);
});

test('a link in another case is another link', async () => {
  const subject = uniqueName('Case');
  await scene.kratos.createIdentity({
    traits: { email: uniqueEmail('ada') },
    credentials: linked(subject),
  });
  const row = readyRow({
    traits: { email: uniqueEmail('ada') },
    credentials: linked(subject.toLowerCase()),
  });
  expect(await findHolders(scene.admin, row)).toEqual([]);
});

test('an external_id that no path can hold is not looked up', async () => {
  const row = readyRow({ traits: { email: uniqueEmail('eve') }, external_id: '..' });
  expect(await findHolders(scene.admin, row)).toEqual([]);
});

test('where the server ignores what it was asked for and lists somebody else, nobody holds anything', async () => {
  const url = await servers.http((_, response) => {
    response.end(JSON.stringify([{ id: '00000000-0000-4000-8000-000000000001' }]));
  });
  const row = readyRow({ traits: { email: 'ada@example.com' } });
  expect(await findHolders(adminOf(url), row)).toEqual([]);
});

describe('an address that nobody logs in with', () => {
  let kratos: KratosUnderTest;
  beforeAll(async () => {
    kratos = await startEmbedded({ schemas: [contactsSchema] });
  });
  afterAll(() => kratos.close());
  const row = readyRow({ traits: { username: 'grace', contact: 'Shared@example.com' } });

  test('is found of who has something else of the row, else only by reading everybody', async () => {
    const admin = adminOf(kratos.adminUrl);
    const holder = await kratos.createIdentity({
      traits: { username: 'ada', contact: 'shared@example.com' },
    });
    expect(await findHolders(admin, row)).toEqual([]);
    const { signal } = new AbortController();
    expect(toldOf(await scanForHolders(admin, row, signal))).toEqual([
      [holder.id, 'address', '/traits/contact'],
    ]);
    const both = readyRow({ traits: { username: 'ADA', contact: 'shared@example.com' } });
    expect(toldOf(await findHolders(admin, both))).toEqual([
      [holder.id, 'identifier', '/traits/username'],
      [holder.id, 'address', '/traits/contact'],
    ]);
  });
});

describe('the problem of a row that clashes', () => {
  const email = uniqueEmail('ada');
  const externalId = uniqueName('u');

  test('names what is held, masked, by whom, and what to do', async () => {
    const ada = await scene.kratos.createIdentity({ traits: { email }, external_id: externalId });
    const row = readyRow({ traits: { email }, external_id: externalId });
    const problem = clashProblem(await findHolders(scene.admin, row));
    expect(problem).toEqual({
      code: 'conflict',
      pointer: '/traits/email',
      value: 'a***@e***.com',
      rejects: true,
      message: `the address a***@e***.com and the external_id u*** are held by the identity ${ada.id}; import it with --on-conflict update or skip, or delete that identity`,
    });
  });

  test('that is held by several says so', async () => {
    const bob = await scene.kratos.createIdentity({
      schema_id: 'admin_v0',
      traits: { username: uniqueName('bob') },
    });
    const row = readyRow({ traits: { email, username: String(bob.traits.username) } });
    const { message } = clashProblem(await findHolders(scene.admin, row));
    expect(message).toContain(`the identifier b*** is held by the identity ${bob.id}`);
    expect(message).toMatch(/the address a\*\*\*@e\*\*\*\.com is held by .*; no one identity is this person/);
  });

  test('of which nobody is found says as much', () => {
    expect(clashProblem([])).toMatchObject({
      code: 'conflict',
      pointer: '',
      message: expect.stringContaining('none is found by what people log in with') as unknown,
    });
  });
});
