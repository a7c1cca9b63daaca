import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import { startEmbedded, startKratos, type KratosUnderTest } from '../actions/kratos-under-test.ts';
import { transportTo } from './servers.ts';

let kratos: KratosUnderTest;
beforeEach(async () => {
  kratos = await startKratos();
});
afterEach(() => kratos.close());

const item = (create: object) => ({
  text: JSON.stringify({ patch_id: crypto.randomUUID(), create }),
  plainPasswords: 0 as const,
});

/** Some identities made in one batch, in the order of their ids. */
async function batchOf(size: number, more: (n: number) => object = () => ({}), on = kratos) {
  const admin = createAdmin(transportTo(on.adminUrl), on.adminUrl);
  const items = Array.from({ length: size }, (_, n) => {
    const create = {
      schema_id: 'default',
      traits: { email: `n${n}-${crypto.randomUUID()}@example.com` },
      ...more(n),
    };
    return item(create);
  });
  const answer = await admin.createIdentities(items);
  if (answer.kind !== 'answered') throw new Error(answer.kind);
  const ids = answer.items.flatMap((one) => ('id' in one ? [one.id] : []));
  ids.forEach(on.adopt);
  return { admin, ids: ids.toSorted(), answer };
}

test('all of a batch are on the pages of their stretch, and nobody else', async () => {
  // Of a real Kratos most of it would lie between them.
  const embedded = await startEmbedded();
  const { admin, ids } = await batchOf(7, undefined, embedded);
  const pages: string[][] = [];
  for await (const page of admin.eachPage({ pageSize: 2, after: ids[0], until: ids[5] })) {
    pages.push(page.map(({ id }) => id));
  }
  expect(pages).toEqual([ids.slice(1, 3), ids.slice(3, 5), ids.slice(5, 6)]);
  await embedded.close();
});

test('identities are found by their ids, with credentials where those are asked for', async () => {
  const { admin, ids } = await batchOf(3);
  const wanted = [...ids, crypto.randomUUID()];
  expect((await admin.identitiesByIds(wanted)).map(({ id }) => id)).toEqual(ids);
  const [one] = await admin.identitiesByIds(wanted, ['code']);
  expect(Object.keys(one?.credentials ?? {})).toContain('password');
});

test('one is found by its external_id as it is written, whatever it holds', async () => {
  const externalId = `${crypto.randomUUID()} A/b?c#d%é+`;
  const { admin, ids } = await batchOf(1, () => ({ external_id: externalId }));
  expect((await admin.identityByExternalId(externalId))?.id).toBe(ids[0]);
  expect(await admin.identityByExternalId(externalId.toLowerCase())).toBeUndefined();
});

test('they are counted, and its clock is told', async () => {
  const { admin, ids, answer } = await batchOf(2);
  expect(await admin.countIdentities()).toBeGreaterThanOrEqual(ids.length);
  const { serverDate = 0 } = await admin.plainRead();
  expect(serverDate).toBeGreaterThanOrEqual(answer.serverDate ?? Number.NaN);
});

test('each of a batch has its answer, and one alone that conflicts is refused', async () => {
  const { admin, ids } = await batchOf(1, () => ({ external_id: `x-${crypto.randomUUID()}` }));
  const { external_id: taken } = await admin.getIdentity(ids[0] ?? '');
  const create = { schema_id: 'default', traits: { email: `${crypto.randomUUID()}@example.com` } };
  const twin = item({ ...create, external_id: taken });
  expect(await admin.createIdentities([twin])).toMatchObject({ kind: 'refused', status: 409 });
  const answer = await admin.createIdentities([twin, item({ ...create, traits: {} }), item(create)]);
  const items = answer.kind === 'answered' ? answer.items : [];
  for (const one of items) if ('id' in one) kratos.adopt(one.id);
  expect(items).toMatchObject([
    { status: 409, words: expect.stringContaining('exists already') },
    { status: 400, words: expect.stringContaining('missing properties: "email"') },
    { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
});
