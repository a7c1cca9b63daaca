import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts';

const schemaOf = (title: string): Record<string, unknown> => ({
  $id: `https://example.com/${title}`,
  $schema: 'http://json-schema.org/draft-07/schema#',
  title,
  type: 'object',
  properties: { traits: { type: 'object' } },
});

let kratos: RunningSandbox;
beforeAll(async () => {
  const schemas = ['first', 'second', 'third'].map((id) => ({ id, schema: schemaOf(id) }));
  kratos = await runSandbox({ schemas });
});
afterAll(() => kratos.close());

async function listed(query: string): Promise<unknown> {
  const { body } = await kratos.public('GET', `/schemas${query}`);
  return (body as { id: string }[]).map(({ id }) => id);
}

test('all schemas are listed in the order of the configuration', async () => {
  const all = await kratos.public('GET', '/schemas');
  expect(all.headers.get('x-total-count')).toBe('3');
  expect(all.body).toEqual(['first', 'second', 'third'].map((id) => ({ id, schema: schemaOf(id) })));
});

test('a page is cut as Kratos cuts it: the later, the longer', async () => {
  expect(await listed('?page=0&per_page=2')).toEqual(['first', 'second']);
  expect(await listed('?page_size=2')).toEqual(['first', 'second']);
  expect(await listed('?page=1&per_page=1')).toEqual(['second', 'third']);
  expect(await listed('?page=9')).toEqual([]);
});

test('a schema is found by its id, plain or in base64url', async () => {
  const encoded = Buffer.from('second').toString('base64url');
  for (const id of ['second', encoded]) {
    expect((await kratos.public('GET', `/schemas/${id}`)).body).toEqual(schemaOf('second'));
  }
});

test('an unknown schema is named as it was asked for', async () => {
  const encoded = Buffer.from('nope').toString('base64url');
  const padded = `${Buffer.from('first').toString('base64url')}=`;
  for (const id of ['nope', encoded, padded]) {
    expect((await kratos.public('GET', `/schemas/${id}`)).body).toEqual({
      error: {
        code: 404,
        status: 'Not Found',
        reason: `Identity schema \`${id}\` could not be found.`,
        message: 'The requested resource could not be found',
      },
    });
  }
});

test('the admin port sends the asker to the public port', async () => {
  for (const path of ['/schemas', '/admin/schemas', '/schemas/first', '/admin/schemas/first?x=1']) {
    const { status, headers } = await kratos.admin('GET', path);
    expect([status, headers.get('location')]).toEqual([307, kratos.publicUrl + path.replace('/admin', '')]);
  }
});
