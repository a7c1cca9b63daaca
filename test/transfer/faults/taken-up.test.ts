import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Identity } from '@ory/client';
import { afterEach, describe, expect, it } from 'vitest';
import {
  batchFaults,
  create,
  emailOf,
  emailsIn,
  expectAllIn,
  faultyImport,
  people,
  person,
  rejectsFile,
  rejectsOf,
  withoutIdentifiers,
  type FaultyImport,
} from './faulty-import.ts';

const totp = {
  credentials: { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=x' } } },
};

describe('an import that is taken up', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it('gives no second factor to somebody else who is there in place of an uncertain row', async () => {
    let isForbidden = true;
    run = await faultyImport(
      Array.from({ length: 30 }, (_, at) => person(at + 1, totp)),
      {
        fault: batchFaults(async (batch) => {
          if (batch === 1) {
            await create(run, { email: emailOf(1), name: { first: 'Somebody', last: 'Else' } });
            return { kind: 'cutBefore' };
          }
          return batch > 3 && isForbidden ? { kind: 'status', status: 401 } : undefined;
        }),
      },
    );
    const ended = await run.run();
    expect([ended.exit, ended.outcome.results]).toMatchObject([4, { uncertain: 1 }]);
    isForbidden = false;
    const again = await run.resume('1');
    expect(again.outcome.results).toMatchObject({ read: 30, created: 29, uncertain: 1 });
    const without = (await identitiesIn(run)).filter(
      ({ credentials }) => credentials?.['totp'] === undefined,
    );
    expect(without.map(({ traits }) => traits as unknown)).toEqual([
      { email: emailOf(1), name: { first: 'Somebody', last: 'Else' } },
    ]);
  });

  it('takes nobody for its own at whom it stopped before', async () => {
    let isFirst = true;
    run = await faultyImport(people(12), {
      fault: batchFaults(async () => {
        if (isFirst) for (const number of [3, 4]) await create(run, { email: emailOf(number) });
        isFirst = false;
        return undefined;
      }),
    });
    const stopped = await run.run('--on-conflict', 'stop');
    expect([stopped.exit, stopped.outcome.error?.code]).toEqual([5, 'identity-exists']);
    const again = await run.resume('1');
    expect([again.exit, again.outcome.error?.code]).toEqual([5, 'identity-exists']);
    for (const { id, traits } of await identitiesIn(run)) {
      const isTheirs = [3, 4].some((number) => (traits as { email: string }).email === emailOf(number));
      if (isTheirs) await fetch(`${run.proxy.sandboxUrl}/admin/identities/${id}`, { method: 'DELETE' });
    }
    await expectAllIn(run, await run.resume('1'), 12);
  });

  it('does not doubt rows of which an answer said that they were not made', async () => {
    // With neither identifier nor external_id, they could not be found.
    let isForbidden = true;
    run = await faultyImport([{ traits: {} }, { traits: { nick: 'b' } }], {
      sandbox: { schemas: [withoutIdentifiers] },
      fault: batchFaults(() => (isForbidden ? { kind: 'status', status: 401 } : undefined)),
    });
    expect((await run.run()).exit).toBe(4);
    isForbidden = false;
    const again = await run.resume('1');
    expect([again.exit, again.outcome.results]).toMatchObject([0, { read: 2, created: 2, uncertain: 0 }]);
    expect(await emailsIn(run)).toHaveLength(2);
  });

  it('is not gone on with once it was undone', async () => {
    let isForbidden = true;
    run = await faultyImport(people(60), {
      fault: batchFaults((batch) => (batch > 2 && isForbidden ? { kind: 'status', status: 401 } : undefined)),
    });
    const { outcome } = await run.run();
    isForbidden = false;
    const created = String(outcome.results['created']);
    expect((await run.user.call(['undo', '1', '--yes', '--expect', created])).exit).toBe(0);
    const resumed = await run.resume('1');
    expect([resumed.exit, resumed.outcome.error]).toMatchObject([
      5,
      { code: 'task-ended', message: expect.stringContaining('was undone by operation') as string },
    ]);
    expect(await emailsIn(run)).toEqual([]);
  });

  it('leaves the record of how it ended alone where nothing is left to do', async () => {
    run = await faultyImport([person(1), person(1)], {});
    expect((await run.run()).exit).toBe(6);
    const record = () => run?.user.call(['show-operation', '1', '--format', 'json']);
    const before = await record();
    expect((await run.resume('1')).outcome.error?.code).toBe('task-ended');
    expect((await record())?.stdout).toBe(before?.stdout);
  });

  it('leaves no file behind where Kratos is away at once', async () => {
    run = await faultyImport([person(1)], {
      fault: ({ path }) => (path.includes('per_page=1') ? { kind: 'cutBefore' } : undefined),
    });
    expect((await run.run()).exit).toBe(7);
    expect(existsSync(rejectsFile(run))).toBe(false);
  });

  it('is not over where the file has lost rows meanwhile', async () => {
    let isForbidden = true;
    run = await faultyImport(people(60), {
      fault: batchFaults((batch) => (batch > 2 && isForbidden ? { kind: 'status', status: 401 } : undefined)),
    });
    expect((await run.run()).exit).toBe(4);
    isForbidden = false;
    const whole = readFileSync(run.file);
    writeFileSync(run.file, `${JSON.stringify(person(1))}\n`);
    const short = await run.resume('1');
    expect([short.exit, short.outcome.error?.code]).toEqual([2, 'usage']);
    expect(short.outcome.error?.message).toMatch(/^The input ends \d+ rows earlier than it did/);
    writeFileSync(run.file, whole);
    await expectAllIn(run, await run.resume('1'), 60);
  });

  it('is not over where a row that was sent can no longer be read', async () => {
    let isForbidden = true;
    run = await faultyImport(people(8), {
      fault: batchFaults((batch) => (batch > 1 && isForbidden ? { kind: 'status', status: 401 } : undefined)),
    });
    expect((await run.run()).exit).toBe(4);
    isForbidden = false;
    const whole = readFileSync(run.file, 'utf8');
    writeFileSync(run.file, whole.replace(JSON.stringify(person(1)), '{"traits"'));
    expect((await run.resume('1')).outcome.error?.message).toMatch(/, line 1 is not what it was/);
    writeFileSync(run.file, whole);
    await expectAllIn(run, await run.resume('1'), 8);
  });

  it('says of who was updated before it was interrupted that they were', async () => {
    const pro = { metadata_public: { plan: 'pro' } };
    let patches = 0;
    run = await faultyImport(
      Array.from({ length: 40 }, (_, at) => person(at + 1, pro)),
      {
        fault({ method, path }) {
          if (method !== 'PATCH' || path === '/admin/identities') return undefined;
          patches += 1;
          return patches > 20 && patches < 25 ? { kind: 'status', status: 401 } : undefined;
        },
      },
    );
    for (let number = 1; number <= 40; number += 1) await create(run, { email: emailOf(number) });
    expect((await run.run('--on-conflict', 'update')).exit).toBe(4);
    const again = await run.resume('1');
    expect(again.outcome.results).toMatchObject({ read: 40, updated: 40, unchanged: 0 });
    expect(again.exit).toBe(0);
  });
});

describe('an import of which somebody deletes identities meanwhile', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it('tells of one that is gone before it had its second factor, and goes on', async () => {
    run = await faultyImport(
      Array.from({ length: 12 }, (_, at) => person(at + 1, totp)),
      { fault: deletingAt(4, () => run) },
    );
    const ended = await run.run();
    expect([ended.exit, ended.outcome.results]).toMatchObject([6, { read: 12, created: 12 }]);
    expect(rejectsOf(run)[0]).toMatchObject({ problems: [{ code: 'completion' }] });
    expect(await emailsIn(run)).toHaveLength(11);
    expect((await run.resume('1')).outcome.error?.code).toBe('task-ended');
  });

  it('creates whoever is gone when they are to be updated', async () => {
    const pro = { metadata_public: { plan: 'pro' } };
    run = await faultyImport(
      Array.from({ length: 12 }, (_, at) => person(at + 1, pro)),
      { fault: deletingAt(4, () => run) },
    );
    for (let number = 1; number <= 12; number += 1) await create(run, { email: emailOf(number) });
    const ended = await run.run('--on-conflict', 'update');
    expect(ended.outcome.results).toMatchObject({ read: 12, created: 1, updated: 11, rejected: 0 });
    expect(ended.exit).toBe(0);
    expect(await emailsIn(run)).toHaveLength(12);
  });
});

/** Before the n-th patch of a single identity reaches Kratos, that identity is deleted. */
function deletingAt(n: number, run: () => FaultyImport | undefined) {
  let patches = 0;
  return async ({ method, path }: { method: string; path: string }): Promise<undefined> => {
    if (method !== 'PATCH' || path === '/admin/identities') return;
    patches += 1;
    if (patches === n) await fetch(`${run()?.proxy.sandboxUrl}${path}`, { method: 'DELETE' });
  };
}

async function identitiesIn({ proxy }: FaultyImport): Promise<Identity[]> {
  const answer = await fetch(`${proxy.sandboxUrl}/admin/identities?page_size=500&include_credential=totp`);
  return (await answer.json()) as Identity[];
}
