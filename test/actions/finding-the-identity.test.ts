import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCatalog } from '../../src/host/installation.ts';
import { furnish } from './every-action.ts';
import { createLinkedPerson, createPerson, uniqueEmail, uniqueName } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const catalog = await readCatalog();
const onIdentities = catalog.filter((entry) => entry.target === 'identity').map((entry) => entry.name);

describe.each(onIdentities)('%s', (action) => {
  test('of an unknown id is identity-not-found and writes nothing', async () => {
    const { params } = await furnish(scene.kratos, action);
    const id = randomUUID();
    const run = await scene.operator.run(action, { 'identity-id': id, ...params }, { yes: true });
    expect(run.error).toMatchObject({
      code: 'identity-not-found',
      message: `No identity has the id ${id}.`,
    });
    expect([run.exit, run.outcome.status, run.results]).toEqual([3, 'failed', {}]);
    expect(run.sent).toEqual([`GET /admin/identities/${id}`]);
  });

  test('of an unknown address is identity-not-found, masks it and offers --scan', async () => {
    const { params } = await furnish(scene.kratos, action);
    const run = await scene.operator.run(action, { email: uniqueEmail('nobody'), ...params }, { yes: true });
    expect(run.error).toMatchObject({
      code: 'identity-not-found',
      message: 'No identity has the credential identifier n***@e***.com.',
      hint: expect.stringContaining('--scan') as unknown,
    });
    expect(run.exit).toBe(3);
    expect(run.sent).toHaveLength(1);
  });

  test('of an identifier of two identities is ambiguous, names both and writes nothing', async () => {
    const subject = uniqueName('g');
    const linked = await createLinkedPerson(scene.kratos, [subject]);
    const email = uniqueEmail('grace');
    const named = await createPerson(scene.kratos, { traits: { email, username: `google:${subject}` } });
    const { params } = await furnish(scene.kratos, action);
    const run = await scene.operator.run(action, { email: `google:${subject}`, ...params }, { yes: true });
    expect([run.error?.code, run.exit]).toEqual(['ambiguous-identity', 5]);
    expect(run.error?.message).toContain(`2 identities carry google:g***`);
    expect(run.error?.details?.['candidates']).toEqual(
      expect.arrayContaining([
        { 'identity-id': linked.id, addresses: ['a***@e***.com'] },
        { 'identity-id': named.id, addresses: expect.arrayContaining(['g***@e***.com']) as unknown },
      ]),
    );
    expect(run.error?.message).not.toContain(email);
    expect(run.sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });
});

describe('an identity is found by', () => {
  test.each([
    ['its id', (id: string) => id],
    ['its id in upper case', (id: string) => id.toUpperCase()],
    ['its id without hyphens', (id: string) => id.replaceAll('-', '')],
    ['its id between spaces', (id: string) => ` ${id} `],
  ])('%s, as a parameter and as a bare word', async (_, write) => {
    const { id } = await createPerson(scene.kratos);
    const byParameter = await scene.operator.run('list-sessions', { 'identity-id': write(id) });
    const byWord = await scene.operator.run('list-sessions', {}, { bare: [write(id)] });
    expect([byParameter.results['identity-id'], byWord.results['identity-id']]).toEqual([id, id]);
  });

  test.each([
    ['its address', (email: string) => email],
    ['its address in another case', (email: string) => email.toUpperCase()],
    ['its address between spaces', (email: string) => `  ${email} `],
  ])('%s, as a parameter and as a bare word', async (_, write) => {
    const { id, email } = await createPerson(scene.kratos, {}, uniqueEmail('Ada+Tag'));
    const byParameter = await scene.operator.run('list-sessions', { email: write(email) });
    const byWord = await scene.operator.run('list-sessions', {}, { bare: [write(email)] });
    expect([byParameter.results['identity-id'], byWord.results['identity-id']]).toEqual([id, id]);
  });

  test('its username and its OIDC link', async () => {
    const username = uniqueName('Ada Lovelace & co');
    const subject = uniqueName('subject');
    const { id } = await createLinkedPerson(scene.kratos, [subject], {});
    await scene.kratos.patch(id, { op: 'add', path: '/traits/username', value: username });
    const found = await Promise.all(
      [username, username.toUpperCase(), `google:${subject}`].map((word) =>
        scene.operator.run('list-sessions', {}, { bare: [word] }),
      ),
    );
    expect(found.map((run) => run.results['identity-id'])).toEqual([id, id, id]);
  });

  test.each(['local', 'test', ''])('an address of a domain that ends in "%s"', async (top) => {
    const domain = top === '' ? uniqueName('host') : `${uniqueName('host')}.${top}`;
    const { id, email } = await createPerson(scene.kratos, {}, `ada@${domain}`);
    const run = await scene.operator.run('get-identity', { email });
    expect([run.results['identity-id'], run.exit]).toEqual([id, 0]);
  });
});

test('a list that ignores the filter is not believed', async () => {
  const { email } = await createPerson(scene.kratos);
  const other = await createPerson(scene.kratos);
  const everybody = (
    await scene.kratos.admin('GET', `/admin/identities?credentials_identifier=${other.email}`)
  ).body;
  await scene.behind(
    ({ path, query }) =>
      path === '/admin/identities' && query.includes('credentials_identifier')
        ? { status: 200, body: everybody }
        : undefined,
    async (operator) => {
      const run = await operator.run('delete-identity', { email }, { yes: true });
      expect([run.error?.code, run.sent.length]).toEqual(['identity-not-found', 1]);
      const meant = await operator.run('get-identity', { email: other.email });
      expect(meant.results['identity-id']).toBe(other.id);
    },
  );
});
