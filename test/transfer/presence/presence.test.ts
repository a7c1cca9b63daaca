import { expect, test } from 'vitest';
import { useServers } from '../../kratos/servers.ts';
import { people, person, strangers, usePresenceScene } from './presence-scene.ts';
import { readyRow } from '../import/ready-row.ts';

const scene = usePresenceScene();
const servers = useServers();

/** Each has one thing of somebody who is there, and then one that looks like it. */
const kinds = [
  readyRow({ traits: { username: 'USER-1' } }),
  readyRow({ traits: { username: 'someone', contact: 'Contact-1@example.com' } }),
  readyRow({ traits: { username: 'someone' }, external_id: 'id-1' }),
  readyRow({ traits: { username: 'someone' }, credentials: person(1).credentials }),
  readyRow({ traits: { username: 'user-1@example.com' } }),
  readyRow({ traits: { username: 'google:Subject-1' } }),
  readyRow({ traits: { username: 'contact-1@example.com' } }),
  readyRow({ traits: { username: 'someone' }, external_id: 'ID-1' }),
  readyRow({
    traits: { username: 'someone' },
    credentials: { oidc: { config: { providers: [{ provider: 'google', subject: 'subject-1' }] } } },
  }),
];

test('a few rows among many people are looked up one by one', async () => {
  await scene.fill(1000);
  const presence = await scene.open();
  expect(await presence.look(kinds)).toEqual([true, false, true, true, false, false, false, false, false]);
  expect([
    scene.pages(),
    scene.asked().filter((path) => path.includes('USER-1') || path.includes('user-1')).length,
  ]).toEqual([0, 2]);
});

test('as soon as it is cheaper everybody is listed, once, and then nothing is asked any more', async () => {
  await scene.fill(1000);
  const presence = await scene.open();
  expect(await presence.look(strangers(40))).toEqual(Array(40).fill(false));
  expect(scene.pages()).toBe(0);
  expect(await presence.look(strangers(1))).toEqual([false]);
  const listing = scene.pages();
  expect(listing).toBeGreaterThanOrEqual(4);
  expect(listing).toBeLessThanOrEqual(6);
  const before = scene.asked().length;
  expect(await presence.look(people(1000))).toEqual(Array(1000).fill(true));
  expect(await presence.look(strangers(1000))).toEqual(Array(1000).fill(false));
  expect(scene.asked()).toHaveLength(before);
});

test('where so many rows follow that a list is cheaper, everybody is listed at once', async () => {
  await scene.fill(1000);
  const few = await scene.open(undefined, 50);
  expect(await few.look(strangers(2))).toEqual([false, false]);
  expect(scene.pages()).toBe(0);
  const many = await scene.open(undefined, 100);
  expect(await many.look(strangers(2))).toEqual([false, false]);
  const before = scene.asked().length;
  expect(scene.pages()).toBeGreaterThan(0);
  expect(await many.look(people(98))).toEqual(Array(98).fill(true));
  expect(scene.asked()).toHaveLength(before);
});

test('whoever is listed is known by every name, link, address and external id, and by nothing else', async () => {
  await scene.fill(2);
  const presence = await scene.open();
  expect(await presence.look(kinds)).toEqual([true, true, true, true, false, false, false, false, false]);
  expect(scene.pages()).toBeGreaterThan(0);
});

test('of people without a name, a link or an external id nothing is known before all are listed', async () => {
  await scene.fill(100);
  const presence = await scene.open();
  const row = readyRow({ traits: { contact: 'contact-1@example.com' } });
  const nobody = readyRow({ traits: { contact: 'eve@example.com' } });
  expect([await presence.look([row, nobody]), scene.pages()]).toEqual([[true, true], 0]);
  expect(await presence.look(strangers(4))).toEqual(Array(4).fill(false));
  expect(await presence.look([row, nobody])).toEqual([true, false]);
});

test('an empty Kratos costs two pages, however many rows there are', async () => {
  const presence = await scene.open();
  expect(await presence.look(strangers(500))).toEqual(Array(500).fill(false));
  expect(await presence.look(strangers(500))).toEqual(Array(500).fill(false));
  expect(scene.asked()).toEqual(['/admin/identities?per_page=1&page=0', 'page', 'page']);
});

test('rows that are looked at side by side share one listing', async () => {
  await scene.fill(10);
  const presence = await scene.open();
  const looks = await Promise.all([presence.look(strangers(5)), presence.look([readyRow(person(3))])]);
  expect([looks[1], scene.pages()]).toEqual([[true], 2]);
});

test('what lists others than it was asked for is no proof that nobody is there', async () => {
  const url = await servers.http((request, response) => {
    response.writeHead(200, { 'x-total-count': '1000000', 'content-type': 'application/json' });
    const isCount = (request.url ?? '').includes('page=0');
    response.end(isCount ? '[]' : JSON.stringify([{ id: '00000000-0000-4000-8000-000000000001' }]));
  });
  const presence = await scene.open(url);
  expect(await presence.look(strangers(2))).toEqual([true, true]);
});

test('a server that does not say how many it has is asked for single rows first', async () => {
  const paths: string[] = [];
  const url = await servers.http((request, response) => {
    paths.push(request.url ?? '');
    response.end('[]');
  });
  const presence = await scene.open(url);
  expect(await presence.look(strangers(2))).toEqual([false, false]);
  expect(paths.slice(1)).toEqual(
    ['stranger-0', 'stranger-1'].map((name) => `/admin/identities?credentials_identifier=${name}`),
  );
});
