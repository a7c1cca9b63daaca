import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ended } from '../../cli/user.ts';
import {
  batchFaults,
  emailsIn,
  expectAllIn,
  faultyImport,
  people,
  person,
  type FaultyImport,
} from './faulty-import.ts';

/** Every tenth row is none that Kratos would take, and the last stands there twice. */
const rows = [
  ...people(200).map((row, at) => (at % 10 === 9 ? { traits: { email: `no address ${at + 1}` } } : row)),
  person(199),
];
const bad = rows.flatMap((_, at) => (at % 10 === 9 || at === 200 ? [at + 1] : []));
const good = rows.length - bad.length;

/** Where in the import it is killed: while a batch is on its way, when Kratos has done it, or when it was answered. */
const moments = ['asked', 'done', 'answered'] as const;

describe('an import that is killed with kill -9', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it.each([101, 102, 103, 104, 105])(
    'by seed %i, goes on with idp resume: no row twice, and none lost',
    async (seed) => {
      const batch = 1 + (seed % 5);
      const moment = moments[seed % moments.length];
      const now = Promise.withResolvers<void>();
      let child: Promise<Ended> | undefined;
      run = await faultyImport(rows, {
        fault: batchFaults(async (number) => {
          if (number !== batch) return undefined;
          now.resolve();
          if (moment === 'answered') return undefined;
          if (moment === 'asked') await child;
          return { kind: moment === 'asked' ? 'cutBefore' : 'cutAfter' };
        }),
      });
      child = run.spawn([], { kill: { when: now.promise, signal: 'SIGKILL' } });
      expect((await child).exit).toBeNull();

      const resumed = await run.resume('1');
      expect(resumed.exit).toBe(6);
      expect(resumed.outcome.results).toEqual({
        read: rows.length,
        created: good,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        rejected: bad.length,
        uncertain: 0,
        changed: true,
      });
      const emails = people(200).map(({ traits }) => traits.email);
      expect(await emailsIn(run)).toEqual(emails.filter((_, at) => at % 10 !== 9).toSorted());
      expect(linesOf(run)).toEqual(bad);
    },
  );

  it('and then once more while it is taken up, ends as if nothing had been', async () => {
    const now = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    run = await faultyImport(people(150), {
      fault: batchFaults((batch) => {
        if (batch === 2) now[0]?.resolve();
        if (batch === 5) now[1]?.resolve();
        return batch === 2 || batch === 5 ? { kind: 'cutAfter' } : undefined;
      }),
    });
    const killedAt = (at: number) =>
      ({ kill: { when: now[at]?.promise ?? Promise.resolve(), signal: 'SIGKILL' } }) as const;
    expect((await run.spawn([], killedAt(0))).exit).toBeNull();
    expect((await run.user.run('resume 1 --yes --format json', killedAt(1))).exit).toBeNull();
    await expectAllIn(run, await run.resume('1'), 150);
  });

  it('but not when it is interrupted: it says so, and goes on with idp resume', async () => {
    const now = Promise.withResolvers<void>();
    run = await faultyImport(people(150), {
      fault: batchFaults((batch) => {
        if (batch === 3) now.resolve();
        return undefined;
      }),
    });
    const ended = await run.spawn([], { kill: { when: now.promise, signal: 'SIGINT' } });
    expect(ended.exit).toBe(130);
    expect(ended.outcome.error).toMatchObject({ code: 'aborted' });
    expect(ended.outcome.error?.hint).toContain('idp resume 1');
    await expectAllIn(run, await run.resume('1'), 150);
  });
});

function linesOf({ file }: FaultyImport): number[] {
  const lines = readFileSync(file.replace('.jsonl', '.rejects.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { line: number }).line).toSorted((a, b) => a - b);
}
