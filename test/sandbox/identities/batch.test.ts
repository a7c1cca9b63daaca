import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Answer, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeEach(async () => {
  kratos = await runSandbox();
  await kratos.createIdentity('taken@example.com');
});
afterEach(() => kratos.close());

const batch = (...identities: unknown[]): Promise<Answer> =>
  kratos.admin('PATCH', '/admin/identities', { body: { identities } });
const item = (email: string, more: object = {}): object => ({ create: { traits: { email }, ...more } });
const many = (count: number, more?: object): object[] =>
  Array.from({ length: count }, (_, number) => item(`user-${number}@example.com`, more));
const emails = async (): Promise<string[]> => {
  const { body } = await kratos.admin('GET', '/admin/identities');
  return (body as { traits: { email: string } }[]).map(({ traits }) => traits.email).toSorted();
};

const conflict = {
  code: 409,
  status: 'Conflict',
  message: 'Unable to insert or update resource because a resource with that value exists already',
};

test('each item has its own result, in the order of the request', async () => {
  const patchId = '00000000-0000-4000-8000-000000000001';
  const answer = await batch(
    { ...item('new@example.com'), patch_id: patchId },
    item('TAKEN@example.com'),
    { patch_id: patchId },
    item('not an address'),
    item('NEW@example.com'),
  );
  expect(answer).toMatchObject({
    status: 200,
    body: {
      identities: [
        { action: 'create', identity: expect.any(String), patch_id: patchId },
        { action: 'error', error: conflict },
        null,
        { action: 'error', error: { code: 400, reason: expect.stringContaining('is not valid "email"') } },
        { action: 'error', error: conflict },
      ],
    },
  });
  expect(await emails()).toEqual(['new@example.com', 'taken@example.com']);
});

test('a conflict that is alone in reaching the database fails the whole request', async () => {
  expect(await batch(item('taken@example.com'), item('bad'))).toMatchObject({
    status: 409,
    body: { error: conflict },
  });
  expect((await batch(item('taken@example.com'), item('taken@example.com'))).status).toBe(200);
});

const person = (email: string, username: string, more: object = {}): object => ({
  create: { traits: { email, username }, ...more },
});
const actions = ({ body }: Answer): string[] =>
  (body as { identities: { action: string }[] }).identities.map(({ action }) => action);

test('what a refused item brought stands in the way of those after it, also after the batch', async () => {
  const first = await batch(person('taken@example.com', 'bea'), person('bea@example.com', 'BEA'));
  expect(actions(first)).toEqual(['error', 'error']);
  await kratos.createIdentity('known@example.com', {
    traits: { email: 'known@example.com', username: 'dee' },
  });
  const second = await batch(person('eve@example.com', 'dee'), person('eve@example.com', 'eve'));
  expect(actions(second)).toEqual(['error', 'error']);
  expect(await emails()).toEqual(['known@example.com', 'taken@example.com']);
});

test('an item refused for its external id stands in nobody’s way', async () => {
  await kratos.createIdentity('known@example.com', { external_id: 'x' });
  const answer = await batch(
    person('ada@example.com', 'ada', { external_id: 'x' }),
    person('ada@example.com', 'ada'),
    person('bea@example.com', 'bea'),
  );
  expect(actions(answer)).toEqual(['error', 'create', 'create']);
});

test('a conflict that is left alone by those of external ids fails the whole request', async () => {
  const shared = { external_id: 'x' };
  const answer = await batch(
    person('taken@example.com', 'ada', shared),
    person('bea@example.com', 'bea', shared),
  );
  expect(answer).toMatchObject({ status: 409, body: { error: conflict } });
  expect(await emails()).toEqual(['taken@example.com']);
});

test.each([
  ['an unknown hash', { credentials: { password: { config: { hashed_password: '$1$' } } } }, 400],
  ['an unknown state', { state: 'blocked' }, 400],
  ['a password of 73 bytes', { credentials: { password: { config: { password: 'x'.repeat(73) } } } }, 500],
  ['an external id of 65 characters', { external_id: 'x'.repeat(65) }, 500],
])('%s in one item fails the whole request, and nothing is created', async (_case, more, status) => {
  expect((await batch(item('new@example.com'), item('other@example.com', more))).status).toBe(status);
  expect(await emails()).toEqual(['taken@example.com']);
});

test('more than 1000 items, or 200 passwords to hash, are refused', async () => {
  expect(await batch(...many(1001))).toMatchObject({
    status: 400,
    body: { error: { reason: expect.stringContaining('created or deleted at once is 1000') } },
  });
  const password = { credentials: { password: { config: { password: 'x' } } } };
  expect(await batch(...many(201, password))).toMatchObject({
    status: 400,
    body: { error: { reason: expect.stringContaining('with a plaintext password is 200') } },
  });
  expect(await emails()).toEqual(['taken@example.com']);
});

test('a body that cannot be decoded is 400 and says 500', async () => {
  expect(await batch({ delete: 'x' })).toMatchObject({
    status: 400,
    body: { error: { code: 500, message: 'json: unknown field "delete"' } },
  });
});

test('an item that is null closes the connection, as the panic of Kratos does', async () => {
  await expect(batch(null)).rejects.toThrow('fetch failed');
  expect((await batch()).body).toEqual({ identities: [] });
});
