import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { adminV0Schema } from '../../../src/sandbox/schemas/admin-v0.ts';
import { failureOf } from '../failure.ts';
import { startHttp } from '../listening-server.ts';
import { look, type Look } from './looking.ts';

const schemaOf = (traits: object) => ({
  type: 'object',
  properties: { traits: { type: 'object', ...traits } },
});
const email = {
  type: 'string',
  format: 'email',
  'ory.sh/kratos': { credentials: { password: { identifier: true } } },
};

async function lookAt(schemas: Record<string, object>, more: Partial<Look> = {}) {
  const kratos = await startSandbox({
    database: ':memory:',
    schemas: Object.entries(schemas).map(([id, schema]) => ({ id, schema: { ...schema } })),
  });
  try {
    return await look({ ...kratos, ...more });
  } finally {
    await kratos.close();
  }
}

const person = schemaOf({ properties: { email }, required: ['email'], additionalProperties: false });

describe('the schema of administrators', () => {
  it('that is missing is a warning where nobody asked for it, naming one that fits', async () => {
    const { found, schemas } = await lookAt({ person, staff: adminV0Schema });
    expect(found['schemas']?.message).toBe(
      '2 schemas: person, staff; the traits of create-admin-account fit staff.',
    );
    expect(found['admin-schema']).toEqual({
      check: 'admin-schema',
      status: 'warning',
      message: 'Kratos has no schema admin_v0, which create-admin-account uses; it has person, staff.',
      next: 'Set admin-schema-id of the context to staff, give schema-id=staff, or add admin_v0 to identity.schemas in its configuration.',
    });
    expect(schemas?.map(({ id, traits }) => [id, traits?.accepted])).toEqual([
      ['person', false],
      ['staff', true],
    ]);
  });

  it('that the context names and Kratos does not have is a failure', async () => {
    const { found } = await lookAt({ person }, { adminSchema: { id: 'staff', isDefault: false } });
    expect(found['schemas']?.message).toBe(
      'One schema: person; none of them takes the traits of create-admin-account.',
    );
    expect(found['admin-schema']).toMatchObject({
      status: 'failed',
      code: 'usage',
      next: 'Add staff to identity.schemas in its configuration, or name another with admin-schema-id.',
    });
  });

  it.each<[string, object, string, string]>([
    [
      'has no username',
      person,
      'warning',
      'The schema admin_v0 refuses what create-admin-account sends: it has no username.',
    ],
    [
      'wants more than is sent',
      schemaOf({ properties: { username: email, email }, required: ['email', 'department'] }),
      'warning',
      'The schema admin_v0 refuses what create-admin-account sends: it wants department.',
    ],
    [
      'has a username that is no text',
      schemaOf({ properties: { username: { type: 'object' }, email } }),
      'warning',
      'The schema admin_v0 refuses what create-admin-account sends: its username is object, not a text.',
    ],
    [
      'knows no way to log in',
      schemaOf({}),
      'warning',
      'The schema admin_v0 makes neither username nor email an identifier of password: nobody could log in.',
    ],
    [
      'takes neither a name that is a text nor a phone number',
      schemaOf({
        properties: { username: { type: 'string' }, email, name: { type: 'object' } },
        additionalProperties: false,
      }),
      'ok',
      'The schema admin_v0 takes username and email, but not name and phone_number; one logs in with email.',
    ],
    [
      'has patterns and lengths, which depend on what is typed',
      schemaOf({ properties: { username: { type: 'string', pattern: '^[A-Z]{9}$' }, email } }),
      'ok',
      'The schema admin_v0 takes username and email; one logs in with email.',
    ],
    [
      'refers to parts of itself',
      {
        ...schemaOf({ $ref: '#/definitions/staff' }),
        definitions: { staff: { properties: { username: email }, required: ['badge'] } },
      },
      'warning',
      'The schema admin_v0 refuses what create-admin-account sends: it wants badge.',
    ],
  ])('that %s is told so', async (_what, schema, status, message) => {
    const { found } = await lookAt({ admin_v0: schema });
    expect(found['admin-schema']).toMatchObject({ status, message });
  });

  it('is found among more schemas than one page holds', async () => {
    const many = Object.fromEntries(Array.from({ length: 260 }, (_, n) => [`person_${n}`, person]));
    const { found, schemas } = await lookAt({ ...many, admin_v0: adminV0Schema });
    expect(schemas).toHaveLength(261);
    expect(found['admin-schema']).toMatchObject({ status: 'ok' });
  });
});

const many = (page: number) =>
  Array.from({ length: 300 }, (_, n) => ({
    id: `s${page}-${n}`,
    schema: { ...person, title: `${page}.${n}` },
  }));

/** Pages of 300, without end and without a total. */
async function lookAtMany(signal?: AbortSignal, onPage?: (page: number) => void) {
  const kratos = await startHttp((request, response) => {
    const url = new URL(request.url ?? '', 'http://kratos');
    const page = Number(url.searchParams.get('page') ?? 0);
    if (url.pathname === '/schemas') onPage?.(page);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(url.pathname === '/schemas' ? many(page) : { error: { code: 404 } }));
  });
  try {
    return await look({ adminUrl: kratos.url, publicUrl: kratos.url, signal });
  } finally {
    await kratos.close();
  }
}

describe('thousands of schemas', () => {
  it('are read up to 5,000, and 20 of them named', async () => {
    const { found, schemas } = await lookAtMany();
    expect(schemas).toHaveLength(5000);
    expect(found['schemas']?.message).toMatch(/^5000 schemas: s0-0, .* and 4980 more; none of them takes/);
    expect(found['schemas']?.message.length).toBeLessThan(400);
  });

  it('are given up at a signal', async () => {
    const controller = new AbortController();
    const looking = lookAtMany(controller.signal, (page) => {
      // The last page that is asked for: nothing but looking is left to do.
      if (page === 16) setImmediate(() => controller.abort());
    });
    const failure = await failureOf(looking);
    expect([failure.code, failure.message]).toEqual(['aborted', 'Interrupted while schemas were looked at.']);
  });
});
