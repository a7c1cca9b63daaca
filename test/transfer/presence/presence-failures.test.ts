import { describe, expect, test } from 'vitest';
import { failureOf } from '../../kratos/failure.ts';
import { useServers } from '../../kratos/servers.ts';
import { isPage, people, strangers, usePresenceScene } from './presence-scene.ts';

const scene = usePresenceScene();
const servers = useServers();

describe('a listing that fails', () => {
  test('fails the look as the admin API does, and goes on where it was', async () => {
    await scene.fill(1000);
    const presence = await scene.open();
    let count = 0;
    scene.fails(({ path }) => {
      if (!isPage(path)) return undefined;
      count += 1;
      return count === 3 ? { kind: 'status', status: 500 } : undefined;
    });
    expect((await failureOf(presence.look(strangers(41)))).code).toBe('kratos-rejected');
    expect(await presence.look([...people(1), ...strangers(1)])).toEqual([true, false]);
    expect(new Set(scene.given()).size).toBe(scene.given().length);
  });

  test('ends with the signal', async () => {
    await scene.fill(100);
    const presence = await scene.open();
    scene.fails(({ path }) => {
      if (!isPage(path)) return undefined;
      scene.abort();
      return { kind: 'stall' };
    });
    expect((await failureOf(presence.look(strangers(5)))).code).toBe('aborted');
  });

  test('leaves no index behind that the next look would take for whole', async () => {
    await scene.fill(100);
    const presence = await scene.open();
    scene.fails(({ path }) => (path.includes('page_token=') ? { kind: 'html', status: 200 } : undefined));
    expect((await failureOf(presence.look(strangers(5)))).code).toBe('unexpected-answer');
    scene.fails(undefined);
    expect(await presence.look(people(100))).toEqual(Array(100).fill(true));
  });
});

test('a look-up that fails fails the look', async () => {
  await scene.fill(1000);
  const presence = await scene.open();
  scene.fails(() => ({ kind: 'wrongJson', text: '{"identities":[' }));
  expect((await failureOf(presence.look(strangers(3)))).code).toBe('unexpected-answer');
});

test('a Kratos that is not there fails as the admin API does', async () => {
  const url = await servers.tcp((socket) => socket.destroy());
  expect((await failureOf(scene.open(url))).code).toBe('unavailable');
});
