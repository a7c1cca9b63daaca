import { expect, test } from 'vitest';
import { createPerson, openSession, uniqueName } from './people.ts';
import { useScene } from './scene.ts';

const scene = useScene();

type ListedSession = { readonly 'session-id': string; readonly active: boolean };

const idsIn = (results: Readonly<Record<string, unknown>>): string[] =>
  (results['sessions'] as ListedSession[]).map((session) => session['session-id']).toSorted();

test('lists device, address, assurance level and age', async () => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  const run = await scene.operator.run('list-sessions', { email: person.email });
  expect([run.exit, run.results]).toEqual([
    0,
    {
      'identity-id': person.id,
      sessions: [
        {
          'session-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
          active: true,
          aal: 'aal1',
          methods: ['password'],
          age: expect.stringMatching(/^\d+s$/) as unknown,
          'authenticated-at': expect.stringMatching(/Z$/) as unknown,
          'issued-at': expect.stringMatching(/Z$/) as unknown,
          'expires-at': expect.stringMatching(/Z$/) as unknown,
          devices: [
            {
              'ip-address': expect.stringContaining('127.0.0.1') as unknown,
              'user-agent': 'node',
              location: '',
            },
          ],
        },
      ],
    },
  ]);
});

test('state chooses between active, ended and all; active is the default', async () => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  const [ended] = idsIn((await scene.operator.run('list-sessions', { 'identity-id': person.id })).results);
  await scene.kratos.admin('DELETE', `/admin/sessions/${ended ?? ''}`);
  await openSession(scene.kratos, person);
  const listed = await Promise.all(
    [{}, { state: 'active' }, { state: 'ended' }, { state: 'all' }].map((state) =>
      scene.operator.run('list-sessions', { 'identity-id': person.id, ...state }),
    ),
  );
  const [byDefault, active, over, all] = listed.map((run) => idsIn(run.results));
  expect(over).toEqual([ended]);
  expect([byDefault, active?.length, all?.length]).toEqual([active, 1, 2]);
  expect(all).toEqual(expect.arrayContaining([ended, ...(active ?? [])]));
});

test('of somebody who never logged in is an empty list', async () => {
  const { id } = await createPerson(scene.kratos);
  const run = await scene.operator.run('list-sessions', { 'identity-id': id, state: 'all' });
  expect([run.exit, run.results]).toEqual([0, { 'identity-id': id, sessions: [] }]);
});

test('takes no other state', async () => {
  const run = await scene.operator.run('list-sessions', { email: uniqueName('ada'), state: 'expired' });
  expect(run.error).toMatchObject({
    code: 'invalid-parameter',
    message: 'state must be one of active, ended, all.',
  });
  expect([run.exit, run.sent]).toEqual([2, []]);
});

test.each([
  [0, '0s'],
  [59, '59s'],
  [60, '1m'],
  [3661, '1h1m'],
  [2 * 86_400 + 3 * 3600 + 59, '2d3h'],
  [86_400 + 59, '1d'],
])('an age of %i seconds reads %s', async (seconds, age) => {
  const person = await createPerson(scene.kratos);
  await openSession(scene.kratos, person);
  const path = `/admin/identities/${person.id}/sessions`;
  const [session] = (await scene.kratos.admin('GET', path)).body as Record<string, unknown>[];
  const authenticated = new Date(Date.now() - seconds * 1000 - 200).toISOString();
  const run = await scene.behind(
    (request) =>
      request.path === path
        ? { status: 200, body: [{ ...session, authenticated_at: authenticated }] }
        : undefined,
    (operator) => operator.run('list-sessions', { 'identity-id': person.id }),
  );
  expect(run.results['sessions']).toMatchObject([{ age }]);
});
