import { existsSync } from 'node:fs';
import type { Identity } from '@ory/client';
import { afterEach, describe, expect, it } from 'vitest';
import {
  batchFaults,
  create,
  emailOf,
  emailsIn,
  faultyImport,
  isBatch,
  people,
  person,
  rejectsFile,
  rejectsOf,
  withoutIdentifiers,
  type FaultyImport,
} from './faulty-import.ts';

describe('a row that was sent and of which no answer came', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it('is not taken for ours where somebody else has made one with its address meanwhile', async () => {
    run = await faultyImport(people(4), {
      fault: batchFaults(async (batch) => {
        if (batch > 1) return undefined;
        await create(run, { email: emailOf(3), name: { first: 'Somebody', last: 'Else' } });
        return { kind: 'cutBefore' };
      }),
    });
    const ended = await run.run();
    expect(ended.exit).toBe(6);
    expect(ended.outcome.results).toMatchObject({ read: 4, created: 3, rejected: 0, uncertain: 1 });
    expect(rejectsOf(run)).toMatchObject([
      { line: 3, problems: [{ code: 'uncertain' }], 'identity-id': await idOf(run, emailOf(3)) },
    ]);
    expect(await emailsIn(run)).toHaveLength(4);
    const again = await run.resume('1', '--include-uncertain');
    expect(again.outcome.results).toMatchObject({ read: 4, created: 3, uncertain: 1 });
    expect(rejectsOf(run)).toHaveLength(1);
  });

  it('clashes with whom somebody else has made meanwhile, where an answer came', async () => {
    run = await faultyImport(people(4), {
      fault: batchFaults(async (batch) => {
        if (batch === 1) await create(run, { email: emailOf(3) });
        return undefined;
      }),
    });
    const ended = await run.run();
    expect(ended.outcome.results).toMatchObject({ read: 4, created: 3, rejected: 1, uncertain: 0 });
    expect(rejectsOf(run)).toMatchObject([
      { line: 3, problems: [{ code: 'conflict' }], 'identity-id': await idOf(run, emailOf(3)) },
    ]);
  });

  it.each(['skip', 'stop', 'update'])('is created, and no conflict, with --on-conflict %s', async (mode) => {
    run = await faultyImport(people(40), {
      fault: batchFaults((batch) => (batch < 3 ? { kind: 'cutAfter' } : undefined)),
    });
    const ended = await run.run('--on-conflict', mode);
    expect(ended.outcome.results).toMatchObject({
      read: 40,
      created: 40,
      skipped: 0,
      unchanged: 0,
      updated: 0,
    });
    expect(ended.exit).toBe(0);
  });

  it.each(['cutBefore', 'cutAfter'] as const)(
    'and that has neither identifier nor external_id is never sent twice by itself (%s)',
    async (kind) => {
      const rows = [
        { traits: { nick: 'a' } },
        { traits: { nick: 'b' } },
        { traits: { nick: 'c' }, external_id: 'c' },
      ];
      run = await faultyImport(rows, {
        sandbox: { schemas: [withoutIdentifiers] },
        fault: batchFaults((batch) => (batch === 1 ? { kind } : undefined)),
      });
      const ended = await run.run();
      expect(ended.outcome.results).toMatchObject({ read: 3, created: 1, rejected: 0, uncertain: 2 });
      expect(rejectsOf(run)).toMatchObject([
        { line: 1, problems: [{ code: 'uncertain' }] },
        { line: 2, problems: [{ code: 'uncertain' }] },
      ]);
      expect((await run.resume('1')).outcome.error?.code).toBe('task-ended');
      const sent = run.proxy.seen.filter((one) => isBatch(one) && /"nick":"[ab]"/.test(one.bodyText));
      expect(sent).toHaveLength(1);

      // Somebody has looked, and says so.
      const again = await run.resume('1', '--include-uncertain');
      expect(again.outcome.results).toMatchObject({ read: 3, created: 3, uncertain: 0 });
      expect(again.exit).toBe(0);
      expect(existsSync(rejectsFile(run))).toBe(false);
      expect(await emailsIn(run)).toHaveLength(kind === 'cutAfter' ? 5 : 3);
    },
  );
});

describe('what follows a creation, or changes somebody, and meets faults', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });
  it('gives everybody the second factor', async () => {
    const totp = {
      credentials: { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=x' } } },
    };
    run = await faultyImport(
      Array.from({ length: 15 }, (_, at) => person(at + 1, totp)),
      { fault: faultsOfPatches() },
    );
    const ended = await run.run();
    expect(ended.outcome.error).toBeUndefined();
    expect(ended.outcome.results).toMatchObject({ read: 15, created: 15 });
    const answer = await fetch(`${run.proxy.sandboxUrl}/admin/identities?include_credential=totp`);
    const urls = ((await answer.json()) as Identity[]).map(
      ({ credentials }) => credentials?.['totp']?.config,
    );
    expect(urls).toEqual(Array.from({ length: 15 }, () => totp.credentials.totp.config));
  });

  it('updates everybody, and says of each whether it was this import', async () => {
    const pro = { metadata_public: { plan: 'pro' } };
    run = await faultyImport(
      Array.from({ length: 12 }, (_, at) => person(at + 1, pro)),
      { fault: faultsOfPatches() },
    );
    for (let number = 1; number <= 10; number += 1) await create(run, { email: emailOf(number) });
    const ended = await run.run('--on-conflict', 'update');
    expect(ended.outcome.error).toBeUndefined();
    expect(ended.outcome.results).toMatchObject({
      read: 12,
      created: 2,
      updated: 10,
      unchanged: 0,
      rejected: 0,
    });
    const answer = await fetch(`${run.proxy.sandboxUrl}/admin/identities`);
    const plans = ((await answer.json()) as Identity[]).map((one) => one.metadata_public as unknown);
    expect(plans).toEqual(Array.from({ length: 12 }, () => pro.metadata_public));
  });
});

async function idOf({ proxy }: FaultyImport, identifier: string): Promise<string | undefined> {
  const answer = await fetch(`${proxy.sandboxUrl}/admin/identities?credentials_identifier=${identifier}`);
  return ((await answer.json()) as Identity[])[0]?.id;
}

/** Of patches of single identities, one after the other. */
const faultsOfPatches = () => {
  const faults = [
    { kind: 'cutAfter' },
    { kind: 'cutBefore' },
    { kind: 'html', status: 502, isForwarded: true },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429 },
    { kind: 'halfAnswer' },
  ] as const;
  let patches = 0;
  return (request: { method: string; path: string }) => {
    if (request.method !== 'PATCH' || isBatch(request)) return undefined;
    patches += 1;
    return faults[patches - 1];
  };
};
