import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  batchFaults,
  emailOf,
  emailsIn,
  expectAllIn,
  faultyImport,
  isBatch,
  people,
  type FaultyImport,
} from './faulty-import.ts';

describe('an import through something that turns requests away', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it.each([[[1]], [[50]], [[1, 2, 3, 90]]])(
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
      const rejects = readFileSync(run.file.replace('.jsonl', '.rejects.jsonl'), 'utf8').trimEnd();
      expect(rejects.split('\n').map((line) => JSON.parse(line) as object)).toMatchObject(
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

const rowsOf = (bodyText: string): number => bodyText.split('"patch_id"').length - 1;
