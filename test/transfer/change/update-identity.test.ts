import { describe, expect, test } from 'vitest';
import { login, oldPassword, uniqueEmail, uniqueName } from '../../actions/people.ts';
import { plantPasskey } from '../../actions/second-factors.ts';
import { failureOf } from '../../kratos/failure.ts';
import type { Said } from '../import/ready-row.ts';
import { traitsOf, useUpdateScene } from './update-scene.ts';

const scene = useUpdateScene();

test('an identity that is what the row says is unchanged, and nothing is sent', async () => {
  const identity = await scene.createRich();
  const { traits, external_id = '', metadata_public, metadata_admin } = identity;
  const said = {
    schema_id: 'default',
    state: 'active' as const,
    traits: Object.fromEntries(Object.entries(traitsOf(identity)).toReversed()),
    external_id,
    metadata_public: metadata_public as Record<string, unknown>,
    metadata_admin: metadata_admin as Record<string, unknown>,
  };
  expect(traits).toEqual(said.traits);
  const before = await scene.kratos.getIdentity(identity.id);
  expect(await scene.update(identity.id, said)).toBe('unchanged');
  expect((await scene.kratos.getIdentity(identity.id)).updated_at).toBe(before.updated_at);
});

test('what differs becomes what the row says, and nothing else is touched', async () => {
  const identity = await scene.createRich();
  await plantPasskey(scene.kratos, identity.id);
  const before = await scene.whole(identity.id);
  const { email, username } = traitsOf(identity);
  const traits = { email, username, name: { first: 'Ada', last: 'Lovelace' } };
  const said = { traits, metadata_admin: { legacy: { id: 8, 'a/b': '~/' }, '0': 'x' } };
  expect(await scene.update(identity.id, said)).toBe('updated');
  expect(await scene.whole(identity.id)).toEqual({ ...before, ...said });
  expect(await login(scene.kratos, String(email), oldPassword)).toBeDefined();
  expect(await scene.update(identity.id, said)).toBe('unchanged');
});

test('what a row does not have in its traits and metadata goes; what it does not have at all stays', async () => {
  const identity = await scene.createRich();
  const { email } = traitsOf(identity);
  expect(await scene.update(identity.id, { traits: { email }, metadata_public: {} })).toBe('updated');
  const after = await scene.kratos.getIdentity(identity.id);
  expect([after.traits, after.metadata_public, after.metadata_admin, after.external_id, after.state]).toEqual(
    [{ email }, {}, { legacy: { id: 7, 'a/b': '~' } }, identity.external_id, 'active'],
  );
});

test('state, external_id and metadata can be set, changed and emptied', async () => {
  const identity = await scene.kratos.createIdentity({ traits: { email: uniqueEmail('ada') } });
  const traits = traitsOf(identity);
  const external_id = uniqueName('u');
  const first = { traits, external_id, metadata_admin: { a: 1 }, state: 'inactive' as const };
  expect(await scene.update(identity.id, first)).toBe('updated');
  expect(await scene.kratos.getIdentity(identity.id)).toMatchObject(first);
  const second = { traits, external_id: '', metadata_admin: null as never, state: 'active' as const };
  expect(await scene.update(identity.id, second)).toBe('updated');
  const after = await scene.kratos.getIdentity(identity.id);
  expect([after.external_id, after.metadata_admin, after.state]).toEqual([undefined, null, 'active']);
  expect(await scene.update(identity.id, second)).toBe('unchanged');
});

test('another schema comes together with the traits that it wants', async () => {
  const username = uniqueName('grace');
  const identity = await scene.kratos.createIdentity({ schema_id: 'admin_v0', traits: { username } });
  const said = { schema_id: 'default', traits: { username, email: uniqueEmail('grace') } };
  expect(await scene.update(identity.id, said)).toBe('updated');
  expect(await scene.kratos.getIdentity(identity.id)).toMatchObject(said);
});

test('an address that the row calls verified is not verified by it', async () => {
  const identity = await scene.kratos.createIdentity({ traits: { email: uniqueEmail('ada') } });
  const email = uniqueEmail('ada');
  const claimed = { value: email, via: 'email' as const, verified: true, status: 'completed' };
  const said = { traits: { email }, verifiable_addresses: [claimed] };
  expect(await scene.update(identity.id, said)).toBe('updated');
  expect((await scene.kratos.getIdentity(identity.id)).verifiable_addresses).toMatchObject([
    { value: email, verified: false },
  ]);
  expect(await scene.update(identity.id, said)).toBe('unchanged');
});

describe('a row that Kratos refuses', () => {
  test('is told with its words', async () => {
    const identity = await scene.createRich();
    const refused = await scene.update(identity.id, { traits: { email: 'nope' } });
    expect(refused).toMatchObject({
      problem: { code: 'refused', message: `Kratos refuses to change the identity ${identity.id} so` },
      answer: { status: 400, reason: expect.stringContaining('is not valid "email"') as unknown },
    });
  });

  test('because another has something of it says who', async () => {
    const [one, other] = [await scene.createRich(), await scene.createRich()];
    const { email } = traitsOf(other);
    const refused = await scene.update(one.id, { traits: { ...traitsOf(one), email } });
    expect(refused).toMatchObject({ problem: { code: 'conflict', pointer: '/traits/email' } });
    expect(JSON.stringify(refused)).toContain(`held by the identity ${other.id}`);
    expect(JSON.stringify(refused)).not.toContain(`the identity ${one.id}`);
  });
});

test('an identity that is gone fails with identity-not-found', async () => {
  const { id, traits } = await scene.createRich();
  await scene.kratos.admin('DELETE', `/admin/identities/${id}`);
  expect((await failureOf(scene.update(id, { traits: traits as Said['traits'] }))).code).toBe(
    'identity-not-found',
  );
});
