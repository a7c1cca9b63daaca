import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../../src/kratos/admin.ts';
import type { IdentitySchema } from '../../../src/kratos/identity-schemas.ts';
import { createTransport } from '../../../src/kratos/transport.ts';
import { type UnfittingIdentity, validateLive } from '../../../src/transfer/verify/validate-live.ts';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';

const schemaOf = (id: string, traits: Record<string, unknown>): IdentitySchema & { schema: object } => ({
  id,
  schema: {
    $id: `https://example.com/${id}.json`,
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { traits: { type: 'object', ...traits } },
  },
});

const email = {
  type: 'string',
  format: 'email',
  'ory.sh/kratos': { credentials: { password: { identifier: true } } },
};
const loose = { properties: { email, name: { type: 'string' }, tags: { type: 'array' } } };
const strict = {
  properties: {
    email,
    name: { type: 'string', maxLength: 5 },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['email'],
  additionalProperties: false,
};

let kratos: KratosUnderTest;
let admin: KratosAdmin;
const ids: string[] = [];

/** Everybody fitted their schema when they were made. */
beforeAll(async () => {
  kratos = await startEmbedded({ schemas: [schemaOf('person', loose), schemaOf('left', loose)] });
  const make = async (traits: object, schema = 'person') => {
    ids.push((await kratos.createIdentity({ schema_id: schema, traits })).id);
  };
  await make({ email: 'ada@example.com', name: 'Ada' });
  await make({ email: 'bob@example.com', name: 'Bartholomew' });
  await make({ email: 'cyd@example.com', tags: ['a', 1, 'b', 2], nick: 'c' });
  await make({ email: 'dan@example.com' }, 'left');
  const identities = Array.from({ length: 700 }, (_, at) => ({
    create: { schema_id: 'person', traits: { name: `n${at}` } },
  }));
  await kratos.admin('PATCH', '/admin/identities', { identities });
  admin = createAdmin(
    createTransport({
      adminUrl: kratos.adminUrl,
      timeoutMs: 5000,
      signal: new AbortController().signal,
      userAgent: 'test',
    }),
    kratos.adminUrl,
  );
});
afterAll(() => kratos.stop());

async function validate(schemas: readonly IdentitySchema[]) {
  const unfitting: UnfittingIdentity[] = [];
  const report = await validateLive({
    admin,
    schemas,
    signal: new AbortController().signal,
    onUnfitting: (identity) => unfitting.push(identity),
  });
  return { report, unfitting };
}

describe('validating what Kratos has', () => {
  test('finds that all fit the schemas that they were made by', async () => {
    const { report, unfitting } = await validate([schemaOf('person', loose), schemaOf('left', loose)]);
    expect(report).toEqual({ read: 704, fitting: 704, unfitting: 0, problems: [] });
    expect(unfitting).toEqual([]);
  });

  test('counts those that no longer fit, by what is wrong, and names each of them', async () => {
    const { report, unfitting } = await validate([schemaOf('person', strict)]);
    expect(report).toMatchObject({ read: 704, fitting: 1, unfitting: 703 });
    const [ada = '', bob = '', cyd = '', dan = ''] = ids;
    const of = (pointer: string) => report.problems.find((one) => one.pointer === pointer);
    expect(report.problems[0]).toMatchObject({ schema: 'person', pointer: '/traits/email', count: 700 });
    expect(report.problems[0]?.['identity-ids']).toHaveLength(10);
    expect(of('/traits/name')).toMatchObject({ rule: 'maxLength: 5', count: 1, 'identity-ids': [bob] });
    expect(of('/traits/tags/*')).toMatchObject({ count: 1, 'identity-ids': [cyd] });
    expect(of('/traits/nick')).toMatchObject({ count: 1, 'identity-ids': [cyd] });
    expect(of('/schema_id')).toMatchObject({ schema: 'left', count: 1, 'identity-ids': [dan] });
    const named = new Set(unfitting.map(({ identityId }) => identityId));
    expect(named.size).toBe(703);
    expect(named.has(ada)).toBe(false);
    expect(JSON.stringify([report, unfitting])).not.toContain('Bartholomew');
  });

  test('tells of a schema that cannot be read, and judges by the others', async () => {
    const broken = { id: 'left', schema: { $ref: '#/nowhere' } };
    const { report } = await validate([schemaOf('person', loose), broken]);
    expect(report).toMatchObject({ read: 704, unfitting: 1 });
    expect(report.problems).toMatchObject([{ schema: 'left', pointer: '/schema_id', count: 1 }]);
  });
});
