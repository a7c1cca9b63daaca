import { expect, it } from 'vitest';
import { startCanary, type CanaryWorld } from '../../../src/transfer/pace/canary.ts';
import { runFaultProxy } from '../fault-proxy.ts';
import { adminOf } from '../import/use-kratos.ts';

it('reads every quarter of a second, less what the read takes, and tells the limiter and the meter', async () => {
  const { world, clock, limited, metered, waits } = simulated([40, 10, 300, 20]);
  const canary = startCanary(world);
  await canary.ended;
  expect(limited).toEqual([40, 10, 300, 20]);
  expect(metered).toEqual(limited);
  expect(waits.slice(0, 3)).toEqual([210, 240, 0]);
  expect(clock.now).toBe(250 + 250 + 300 + 20);
});

it('begins no read before the last one has ended', async () => {
  const { world, most } = simulated([700, 700, 700]);
  await startCanary(world).ended;
  expect(most()).toBe(1);
});

it('counts a read that failed as a slow one', async () => {
  const { world, limited } = simulated([20, 'fails', 9000, 20]);
  await startCanary(world).ended;
  expect(limited).toEqual([20, 5000, 9000, 20]);
});

it('ends with the signal of the import, also in the middle of a read, and tells of it no more', async () => {
  const importing = new AbortController();
  const limited: number[] = [];
  const canary = startCanary({
    admin: {
      plainRead: (signal) =>
        new Promise((_, fail) => signal?.addEventListener('abort', () => fail(new Error()))),
    },
    limiter: { observeCanary: (ms) => limited.push(ms) },
    meter: { canary: (ms) => limited.push(ms) },
    signal: importing.signal,
  });
  importing.abort();
  await canary.ended;
  expect(limited).toEqual([]);
});

it('ends when it is stopped', async () => {
  const { world } = simulated([]);
  const canary = startCanary({
    ...world,
    admin: { plainRead: (signal) => new Promise((_, fail) => signal?.addEventListener('abort', fail)) },
  });
  canary.stop();
  await expect(canary.ended).resolves.toBeUndefined();
});

it('asks a real Kratos, one read at a time', async () => {
  const proxy = await runFaultProxy();
  const importing = new AbortController();
  const enough = Promise.withResolvers<void>();
  const limited: number[] = [];
  try {
    const canary = startCanary({
      admin: adminOf(proxy.adminUrl),
      limiter: {
        observeCanary(tookMs) {
          limited.push(tookMs);
          if (limited.length === 3) enough.resolve();
        },
      },
      meter: { canary: () => undefined },
      signal: importing.signal,
      // The reads are real, the time between them is not waited for.
      wait: () => Promise.resolve(),
    });
    await enough.promise;
    importing.abort();
    await canary.ended;
    expect(limited.every((tookMs) => tookMs > 0 && tookMs < 5000)).toBe(true);
    expect(proxy.seen.slice(0, 3).map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual(
      Array.from({ length: 3 }, () => 'GET /admin/identities'),
    );
  } finally {
    await proxy.close();
  }
});

/** Reads that take so long by a clock of their own; then the import is over. */
function simulated(reads: readonly (number | 'fails')[]) {
  const importing = new AbortController();
  const clock = { now: 0 };
  const limited: number[] = [];
  const metered: number[] = [];
  const waits: number[] = [];
  let underWay = 0;
  let most = 0;
  let next = 0;
  const world: CanaryWorld = {
    admin: {
      async plainRead() {
        underWay += 1;
        most = Math.max(most, underWay);
        const took = reads[next++] ?? 0;
        await Promise.resolve();
        underWay -= 1;
        if (took === 'fails') throw new Error('The connection was refused.');
        clock.now += took;
        return { tookMs: took, serverDate: undefined };
      },
    },
    limiter: { observeCanary: (ms) => limited.push(ms) },
    meter: { canary: (ms) => metered.push(ms) },
    signal: importing.signal,
    now: () => clock.now,
    async wait(milliseconds) {
      if (next >= reads.length) importing.abort();
      importing.signal.throwIfAborted();
      waits.push(milliseconds);
      clock.now += milliseconds;
    },
  };
  return { world, clock, limited, metered, waits, most: () => most };
}
