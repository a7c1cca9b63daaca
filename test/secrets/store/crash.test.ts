import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quietEnvironment } from '../../build/quiet-environment.ts';
import { add, aStorePlace, namesIn, type StorePlace } from './a-store.ts';

/** How many of the points a run tries; with CRASH_POINTS=all every one of them. The seed is in what fails. */
const tried = process.env['CRASH_POINTS'] === 'all' ? Infinity : 6;

type Change = 'add' | 'protect';

/** Runs crashing-change.ts up to a point; gives what it printed, or undefined where it was killed. */
function changeUpTo(place: StorePlace, change: Change, point: number): Promise<string | undefined> {
  const script = fileURLToPath(new URL('./crashing-change.ts', import.meta.url));
  const child = spawn(process.execPath, [script, place.folder, place.keyFile, change, String(point)], {
    env: { ...quietEnvironment(place.folder), NODE_COMPILE_CACHE: join(tmpdir(), 'idp-test-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => {
      if (signal === 'SIGKILL') resolve(undefined);
      else if (exit === 0) resolve(printed);
      else reject(new Error(said));
    });
  });
}

/** Kills a process at one point of a change, in a place of its own; gives what a later process finds. */
async function crashAt(
  change: Change,
  point: number,
  before: readonly string[],
): Promise<{ found: string[]; printed?: string }> {
  const place = aStorePlace();
  const choice = { protect: 'key-file', file: place.keyFile } as const;
  try {
    for (const name of before) await add(place.open(), name, { choice });
    const printed = await changeUpTo(place, change, point);
    const found = await namesIn(place.open());
    await add(place.open(), 'next', { choice });
    expect(await namesIn(place.open())).toEqual([...found, 'next']);
    expect(readdirSync(place.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    return printed === undefined ? { found } : { found, printed };
  } finally {
    place.leave();
  }
}

/** Some of the numbers from 1 to `count`, by a seed. */
function chosenPoints(count: number, seed: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  // Of the generator of Numerical Recipes.
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return all
    .map((point) => [random(), point] as const)
    .toSorted(([a], [b]) => a - b)
    .slice(0, tried)
    .map(([, point]) => point);
}

describe('a process that is killed while it changes a store', () => {
  it.each<[string, Change, string[], string[], number]>([
    ['leaves the old one or the new one, where it adds a secret', 'add', ['ada'], ['grace'], 10],
    ['leaves none or a whole one, where it adds the first secret', 'add', [], ['grace'], 30],
    ['leaves one that opens, where it gives it another key', 'protect', ['ada'], [], 30],
  ])(
    '%s',
    async (_what, change, before, added, least) => {
      const { found, printed } = await crashAt(change, 0, before);
      const done = [...before, ...added];
      expect(found).toEqual(done);
      const count = Number(printed);
      expect(count).toBeGreaterThan(least);
      const seed = Date.now() >>> 0;
      for (const point of chosenPoints(count, seed)) {
        const after = await crashAt(change, point, before);
        const where = `killed at point ${point} of ${count}, chosen by seed ${seed}`;
        expect({ where, printed: after.printed }).toEqual({ where, printed: undefined });
        expect([before, done].map((names) => ({ where, found: names }))).toContainEqual({
          where,
          found: after.found,
        });
      }
    },
    tried === Infinity ? 600_000 : 60_000,
  );
});
