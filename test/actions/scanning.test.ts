import { describe, expect, test } from 'vitest';
import { startEmbedded } from './kratos-under-test.ts';
import { createOperator } from './operator.ts';
import { createPerson, uniqueEmail, uniqueName } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('--scan finds a trait that nobody logs in with', async () => {
  const phone = uniqueName('+43 1 234');
  const { id } = await createPerson(scene.kratos, {
    schema_id: 'admin_v0',
    traits: { email: uniqueEmail('ada'), phone_number: phone },
  });
  const without = await scene.operator.run('get-identity', { email: phone });
  const scanned = await scene.operator.run(
    'get-identity',
    { email: ` ${phone.toUpperCase()}` },
    { scan: true },
  );
  expect([without.error?.code, scanned.results['identity-id']]).toEqual(['identity-not-found', id]);
});

test('--scan that finds nothing says where it looked', async () => {
  const run = await scene.operator.run('get-identity', { email: uniqueEmail('nobody') }, { scan: true });
  expect(run.error).toMatchObject({
    code: 'identity-not-found',
    message: 'No identity carries n***@e***.com: not as an identifier, address or trait.',
  });
});

test('--scan that finds a trait twice is ambiguous', async () => {
  const name = uniqueName('Ada');
  const both = await Promise.all(
    [0, 1].map(() =>
      createPerson(scene.kratos, { traits: { email: uniqueEmail('ada'), name: { first: name } } }),
    ),
  );
  const run = await scene.operator.run('get-identity', { email: name }, { scan: true });
  expect([run.error?.code, run.exit]).toEqual(['ambiguous-identity', 5]);
  for (const { id } of both) expect(run.error?.message).toContain(id);
});

describe('with a schema whose addresses nobody logs in with', () => {
  const contact = { type: 'string', format: 'email' };
  const schema = {
    $id: 'https://idp.example/schemas/contacts.json',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: {
          login: { type: 'string', 'ory.sh/kratos': { credentials: { password: { identifier: true } } } },
          rescue: { ...contact, 'ory.sh/kratos': { recovery: { via: 'email' } } },
          contact,
        },
      },
    },
  };

  test('--scan finds a recovery address and a mere trait, and changes nothing about the exact look-up', async () => {
    const kratos = await startEmbedded({ schemas: [{ id: 'contacts', schema }] });
    const operator = createOperator(kratos);
    try {
      const traits = { login: 'ada', rescue: 'Rescue@example.com', contact: 'contact@example.com' };
      const { id } = await kratos.createIdentity({ schema_id: 'contacts', traits });
      await kratos.createIdentity({ schema_id: 'contacts', traits: { login: 'grace' } });
      for (const email of ['rescue@EXAMPLE.com', 'contact@example.com']) {
        const exact = await operator.run('get-identity', { email });
        const scanned = await operator.run('get-identity', { email }, { scan: true });
        expect([exact.exit, scanned.exit, scanned.results['identity-id']]).toEqual([3, 0, id]);
      }
      const reset = await operator.run('reset-password', { email: 'contact@example.com' }, { scan: true });
      expect([reset.exit, reset.results['identity-id']]).toEqual([0, id]);
    } finally {
      operator.close();
      await kratos.close();
    }
  });
});
