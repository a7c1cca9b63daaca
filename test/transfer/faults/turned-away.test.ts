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

describe('an import through something that turns requests away', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it.each([[[1]], [[50]], [[1, 2, 3, 90]], [Array.from({ length: 16 }, (_, at) => at + 75)]])(
    'rejects rows that a firewall takes for an attack, %j, and no other',
    async (attacks) => {
      const attack = new RegExp(attacks.map((number) => `"${emailOf(number)}"`).join('|'));
      run = await faultyImport(people(90), {
        fault: batchFaults((_batch, { bodyText }) =>
          attack.test(bodyText) ? { kind: 'html', status: 403 } : undefined,
        ),
      });
      const ended = await run.run();
      expect([ended.exit, ended.outcome.results]).toMatchObject([
        6,
        { read: 90, created: 90 - attacks.length, rejected: attacks.length, uncertain: 0 },
      ]);
      const others = people(90).map(({ traits }) => traits.email);
      expect(await emailsIn(run)).toEqual(others.filter((email) => !attack.test(`"${email}"`)).toSorted());
      const lines = rejectsOf(run) as { line: number }[];
      expect(lines.toSorted((one, other) => one.line - other.line)).toMatchObject(
        attacks.map((line) => ({ line, answer: { status: 403 }, problems: [{ code: 'refused' }] })),
      );
    },
  );

  it.each([3, 90])('stops where nothing of %d rows may be sent, and goes on once it may', async (count) => {
    let isAllowed = false;
    run = await faultyImport(people(count), {
      fault: batchFaults(() => (isAllowed ? undefined : { kind: 'html', status: 403 })),
    });
    const ended = await run.run();
    expect([ended.exit, ended.outcome.error?.code]).toEqual([4, 'forbidden']);
    expect(run.proxy.seen.filter(isBatch).length).toBeLessThan(30);
    expect(await emailsIn(run)).toEqual([]);
    isAllowed = true;
    await expectAllIn(run, await run.resume('1'), count);
  });

  it('rejects the one that is forbidden where no other is left to be sent', async () => {
    run = await faultyImport(people(20), {
      fault: batchFaults((_batch, { bodyText }) =>
        bodyText.includes(`"${emailOf(7)}"`) ? { kind: 'html', status: 403 } : undefined,
      ),
    });
    expect((await run.run()).exit).toBe(6);
    const ended = await run.run('--on-conflict', 'skip');
    expect([ended.exit, ended.outcome.results]).toMatchObject([6, { skipped: 19, rejected: 1 }]);
  });

  it('rejects nobody where an answer from before comes after it was forbidden to send', async () => {
    const oneForbidden = Promise.withResolvers<undefined>();
    let isAllowed = false;
    run = await faultyImport(people(90), {
      fault: batchFaults((batch, { bodyText }) => {
        if (isAllowed || batch === 1) return undefined;
        if (batch === 2) return oneForbidden.promise;
        if (rowsOf(bodyText) === 1 && batch > 8) oneForbidden.resolve(undefined);
        return { kind: 'html', status: 403 };
      }),
    });
    const ended = await run.run();
    expect([ended.exit, ended.outcome.results]).toMatchObject([4, { rejected: 0 }]);
    isAllowed = true;
    await expectAllIn(run, await run.resume('1'), 90);
  });

  it('claims nobody whom others made since it was forbidden to send', async () => {
    run = await faultyImport(people(90), {
      fault: batchFaults((batch) => (batch > 3 && batch < 100 ? { kind: 'html', status: 403 } : undefined)),
    });
    const ended = await run.run('--on-conflict', 'skip');
    expect(ended.exit).toBe(4);
    const made = await emailsIn(run);
    expect(made.length).toBeGreaterThan(0);
    const others = people(90).filter(({ traits }) => !made.includes(traits.email));
    await createAll(run, others);
    const resumed = await run.resume('1');
    expect([resumed.exit, resumed.outcome.results]).toMatchObject([
      0,
      { read: 90, created: made.length, skipped: others.length },
    ]);
  });

  it('claims nobody of whom it was told that others made it, however it ends', async () => {
    const completion = { credentials: { totp: { config: { totp_url: totpUrl } } } };
    const rows = people(4).map((one) => ({ ...one, ...completion }));
    let mayComplete = false;
    run = await faultyImport(rows, {
      fault: async ({ method, path, bodyText }) => {
        const isCompletion = method === 'PATCH' && path !== '/admin/identities';
        if (isCompletion && !mayComplete) return { kind: 'html', status: 403 };
        if (isBatch({ method, path }) && bodyText.includes(`"${emailOf(2)}"`) && run !== undefined)
          await createAll(run, people(2).slice(1));
        return undefined;
      },
    });
    const ended = await run.run('--on-conflict', 'skip');
    expect(ended.exit).toBe(4);
    mayComplete = true;
    const resumed = await run.resume('1');
    expect([resumed.exit, resumed.outcome.results]).toMatchObject([0, { created: 3, skipped: 1 }]);
  });

  it('sends no batch again as large as one that was too large', async () => {
    run = await faultyImport(people(300), {
      fault: batchFaults((_batch, { bodyText }) =>
        rowsOf(bodyText) > 20 ? { kind: 'html', status: 413 } : undefined,
      ),
    });
    await expectAllIn(run, await run.run(), 300);
    const sent = run.proxy.seen.filter(isBatch);
    const firstTooLarge = sent.findIndex(({ bodyText }) => rowsOf(bodyText) > 20);
    expect(firstTooLarge).toBeGreaterThan(0);
    // Those that were under way, and their halves, are told so, too.
    expect(sent.slice(firstTooLarge + 12).filter(({ bodyText }) => rowsOf(bodyText) > 20)).toEqual([]);
  });
});

const totpUrl =
  'otpauth://totp/x:y?algorithm=SHA1&digits=6&issuer=x&period=30&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function createAll({ proxy }: FaultyImport, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    await fetch(`${proxy.sandboxUrl}/admin/identities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ schema_id: 'default', ...body }),
    });
  }
}

const rowsOf = (bodyText: string): number => bodyText.split('"patch_id"').length - 1;
