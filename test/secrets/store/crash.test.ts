import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { add, aStorePlace, namesIn, type StorePlace } from './a-store.ts';

/** How many of the points a run tries; with CRASH_POINTS=all every one of them. The seed is in what fails. */
const tried = process.env['CRASH_POINTS'] === 'all' ? Infinity : 6;

/** Runs crashing-add.ts up to a point; gives what it printed, or undefined where it was killed. */
function addUpTo(place: StorePlace, point: number): Promise<string | undefined> {
  const script = fileURLToPath(new URL('./crashing-add.ts', import.meta.url));
  const child = spawn(process.execPath, [script, place.folder, place.keyFile, 'grace', String(point)], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'idp-test-cache') },
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

/** Kills a process at one point of adding `grace`, in a place of its own; gives what a later process finds. */
async function crashAt(
  point: number,
  before: readonly string[],
): Promise<{ found: string[]; printed?: string }> {
  const place = aStorePlace();
  const choice = { protect: 'key-file', file: place.keyFile } as const;
  try {
    for (const name of before) await add(place.open(), name, { choice });
    const printed = await addUpTo(place, point);
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

describe('a process that is killed while it adds a secret', () => {
  it.each([
    ['leaves the old store or the new one', ['ada'], 10],
    ['leaves none or a whole one where it was the first', [], 30],
  ])(
    '%s',
    async (_what, before, least) => {
      const { found, printed } = await crashAt(0, before);
      expect(found).toEqual([...before, 'grace']);
      const count = Number(printed);
      expect(count).toBeGreaterThan(least);
      const seed = Date.now() >>> 0;
      for (const point of chosenPoints(count, seed)) {
        const after = await crashAt(point, before);
        const where = `killed at point ${point} of ${count}, chosen by seed ${seed}`;
        expect({ where, printed: after.printed }).toEqual({ where, printed: undefined });
        expect([before, [...before, 'grace']].map((names) => ({ where, found: names }))).toContainEqual({
          where,
          found: after.found,
        });
      }
    },
    tried === Infinity ? 600_000 : 60_000,
  );
});
