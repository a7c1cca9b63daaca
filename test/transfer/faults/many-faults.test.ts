import { afterEach, describe, expect, it } from 'vitest';
import {
  batchFaults,
  emailOf,
  emailsIn,
  expectAllIn,
  faultyImport,
  isBatch,
  people,
  rejectsOf,
  type FaultyImport,
} from './faulty-import.ts';

describe('an import that meets faults again and again', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it('gets all rows in where every third batch is cut off when Kratos has done it', async () => {
    run = await faultyImport(people(600), {
      fault: batchFaults((batch) => (batch % 3 === 0 ? { kind: 'cutAfter' } : undefined)),
    });
    await expectAllIn(run, await run.run(), 600);
    expect(run.proxy.seen.filter(({ fault }) => fault === 'cutAfter').length).toBeGreaterThan(1);
  });

  it('gets all rows in where every other look-up fails', async () => {
    const kinds = ['cutBefore', 'cutAfter', 'halfAnswer'] as const;
    run = await faultyImport(people(150), {
      fault({ method, n }) {
        const kind = kinds[(n >> 1) % kinds.length];
        return method === 'GET' && n % 2 === 0 && kind !== undefined ? { kind } : undefined;
      },
    });
    await expectAllIn(run, await run.run(), 150);
    expect(run.proxy.seen.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(1);
  });

  it('gets all rows in after a burst of a gateway that passes on every other batch', async () => {
    run = await faultyImport(people(150), {
      fault: batchFaults((batch) =>
        batch > 1 && batch < 8
          ? { kind: 'status', status: 502 + (batch % 3), isForwarded: batch % 2 === 0 }
          : undefined,
      ),
    });
    await expectAllIn(run, await run.run(), 150);
    expect(run.proxy.seen.filter(({ fault }) => fault !== undefined)).toHaveLength(6);
  });

  it('gets all rows in where every third connection is dropped', async () => {
    let dropped = 0;
    run = await faultyImport(people(150), {
      dropConnection(n) {
        dropped += n % 3 === 0 ? 1 : 0;
        return n % 3 === 0;
      },
    });
    await expectAllIn(run, await run.run(), 150);
    expect(dropped).toBeGreaterThan(0);
  });

  it('gets all rows in where Kratos is started again in the middle of a batch', async () => {
    let restarted: Promise<void> | undefined;
    run = await faultyImport(people(150), {
      fault: batchFaults((batch) => {
        if (batch === 3) restarted = run?.proxy.restart();
        return undefined;
      }),
    });
    const ended = await run.run();
    expect(restarted).toBeDefined();
    await restarted;
    await expectAllIn(run, ended, 150);
  });

  it('sends nothing more before Retry-After is over', async () => {
    const sentAt: number[] = [];
    run = await faultyImport(people(30), {
      fault: batchFaults((batch) => {
        sentAt.push(performance.now());
        return batch === 1 ? { kind: 'status', status: 429, retryAfter: '2' } : undefined;
      }),
    });
    await expectAllIn(run, await run.run(), 30);
    // Another batch may have been on its way already.
    const waits = sentAt.map((time) => time - (sentAt[0] ?? 0)).filter((wait) => wait > 500);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1990);
  });

  it('ends with exit 7 where Kratos is gone for good, and goes on with idp resume', async () => {
    run = await faultyImport(people(150), {
      fault: batchFaults(async (batch) => {
        if (batch !== 3) return undefined;
        await run?.proxy.stop();
        return { kind: 'cutBefore' };
      }),
    });
    const ended = await run.run('--give-up-after', '1s');
    expect(ended.exit).toBe(7);
    expect(ended.outcome.error).toMatchObject({ code: 'unavailable' });
    expect(ended.outcome.error?.hint).toContain('idp resume 1');
    await run.proxy.restart();
    await expectAllIn(run, await run.resume('1'), 150);
  });

  it.each([
    ['one', [77]],
    ['neighbours, of which one is the last', [89, 90]],
  ])('rejects rows at which Kratos fails, %s, and no other', async (_, poisonous) => {
    const poison = new RegExp(poisonous.map((number) => `"${emailOf(number)}"`).join('|'));
    run = await faultyImport(people(90), {
      fault: batchFaults((_batch, { bodyText }) =>
        poison.test(bodyText) ? { kind: 'status', status: 500, reason: 'it cannot be stored' } : undefined,
      ),
    });
    const ended = await run.run();
    expect(ended.exit).toBe(6);
    expect(ended.outcome.results).toMatchObject({
      read: 90,
      created: 90 - poisonous.length,
      rejected: poisonous.length,
      uncertain: 0,
    });
    const others = people(90).map(({ traits }) => traits.email);
    expect(await emailsIn(run)).toEqual(others.filter((email) => !poison.test(`"${email}"`)).toSorted());
    expect(rejectsOf(run)).toEqual(
      poisonous.map((number) =>
        expect.objectContaining({
          line: number,
          answer: { status: 500, reason: expect.stringContaining('it cannot be stored') as string },
        }),
      ),
    );
  });

  it('stops before anything is sent where not even its first look-up is answered', async () => {
    run = await faultyImport(people(3), { fault: () => ({ kind: 'html', status: 200 }) });
    const ended = await run.run();
    expect([ended.exit, ended.outcome.error?.code]).toEqual([1, 'unexpected-answer']);
    expect(run.proxy.seen.filter(isBatch)).toEqual([]);
  });
});
