import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitStatus } from '../../src/engine/outcome.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { sqliteHistory } from '../../src/history/sqlite-history.ts';
import { aHistoryFile } from '../history/a-history.ts';
import { isWrite, refusal, useDesk } from './desk.ts';

const scene = useDesk();

describe('an action for each of many', () => {
  it('is one operation with a task for each, whether they are named by id or by address', async () => {
    const { desk } = scene;
    const [ada, bob] = await desk.people(2);
    const { outcome, ended } = await desk.run([ada!.id, bob!.email]);
    expect(outcome).toMatchObject({
      task: null,
      action: 'disable-identity',
      status: 'completed',
      results: {
        targets: 2,
        completed: 2,
        changed: 2,
        unchanged: 0,
        failed: 0,
        cancelled: 0,
        aborted: 0,
        uncertain: 0,
        reasons: {},
      },
      'dry-run': false,
    });
    const [first, second] = ended;
    expect([first?.target, second?.target]).toEqual([
      { text: ada!.id, line: 1 },
      { text: bob!.email, line: 2 },
    ]);
    expect(second?.outcome).toMatchObject({
      operation: outcome.operation,
      task: String(Number(first?.outcome.task) + 1),
      status: 'completed',
      results: { 'identity-id': bob!.id, changed: true, 'sessions-revoked': 0 },
    });
    expect(await desk.reader.operation(outcome.operation ?? '')).toMatchObject({
      many: true,
      status: 'completed',
      counts: { completed: 2 },
    });
    expect(await desk.reader.task(second?.outcome.task ?? '')).toMatchObject({
      target: expect.stringMatching(/^a\*\*\*@e\*\*\*\.com$/) as unknown,
      identityId: bob!.id,
      changed: true,
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
    });
    expect([await desk.stateOf(ada!.id), await desk.stateOf(bob!.id)]).toEqual(['inactive', 'inactive']);
    expect(readdirSync(desk.journals)).toEqual([]);
  });

  it('of which some fail does the others, and says how many failed for which reason', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const { outcome } = await desk.run(['nobody@example.com', ada!.id, 'no-one@example.com']);
    expect(outcome).toMatchObject({
      status: 'failed',
      results: { completed: 1, failed: 2, reasons: { 'identity-not-found': 2 } },
      error: { code: 'partial', message: 'Of 3, 2 failed (2 identity-not-found).' },
    });
    expect(exitStatus(outcome)).toBe(6);
    expect(await desk.stateOf(ada!.id)).toBe('inactive');
  });

  it('as a dry run sends no write, wants no consent, and shows the requests of each', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const writes: string[] = [];
    const { outcome, ended } = await desk.run(
      [ada!.id],
      { dryRun: true, consent: { yes: false, expect: undefined } },
      { between: (request) => void (isWrite(request) && writes.push(request.path)) },
    );
    expect(outcome).toMatchObject({ status: 'completed', 'dry-run': true, results: { changed: 1 } });
    expect(ended[0]?.outcome.results['requests']).toMatchObject([
      { method: 'PATCH', path: `/admin/identities/${ada!.id}` },
    ]);
    expect(writes).toEqual([]);
    expect(await desk.reader.operation(outcome.operation ?? '')).toMatchObject({ dryRun: true });
  });

  it('runs as many at once as it may, and no more', async () => {
    const { desk } = scene;
    const people = await desk.people(6);
    let inFlight = 0;
    let most = 0;
    const meeting = Promise.withResolvers<void>();
    await desk.run(
      people.map(({ id }) => id),
      { concurrency: 3 },
      {
        async between({ method }) {
          if (method !== 'PATCH') return undefined;
          inFlight += 1;
          most = Math.max(most, inFlight);
          if (inFlight === 3) meeting.resolve();
          // The first ones wait until three are here.
          await meeting.promise;
          inFlight -= 1;
          return undefined;
        },
      },
    );
    expect(most).toBe(3);
  });

  it('begins no more tasks a second than it may', async () => {
    const { desk } = scene;
    const people = await desk.people(4);
    const before = Date.now();
    const { outcome, ended } = await desk.run(
      people.map(({ id }) => id),
      { rate: 20, concurrency: 4 },
    );
    const begun = ended.map((one) => Date.parse(one.outcome.timing?.started ?? '') - before);
    // The whole began before the first of them.
    expect(Date.parse(outcome.timing?.started ?? '') - before).toBeLessThanOrEqual(Math.min(...begun));
    // 50 ms apart, the first at once.
    expect(begun.toSorted((a, b) => a - b).map((ms, at) => ms >= at * 50)).toEqual([true, true, true, true]);
  });

  it('does an identity once that two rows mean, and says which task did it', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const writes: string[] = [];
    const { outcome, ended } = await desk.run(
      [ada!.id, ada!.email],
      { concurrency: 2 },
      { between: (request) => void (isWrite(request) && writes.push(request.method)) },
    );
    expect(writes).toEqual(['PATCH']);
    expect(outcome.results).toMatchObject({ completed: 2, changed: 1, unchanged: 1 });
    const [first, second] = ended.toSorted(
      (a, b) => Number(b.outcome.results['changed']) - Number(a.outcome.results['changed']),
    );
    expect(second?.outcome).toMatchObject({
      status: 'completed',
      results: { 'identity-id': ada!.id, changed: false },
      log: [
        {
          message: `Nothing was left to do: task ${first?.outcome.task} is about the same identity, and did it.`,
        },
      ],
    });
  });

  it('does it for the second such row where the first failed', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    let patches = 0;
    const { outcome } = await desk.run(
      [ada!.id, ada!.email],
      { concurrency: 2 },
      {
        between({ method }) {
          if (method !== 'PATCH') return undefined;
          patches += 1;
          return patches === 1 ? refusal(400) : undefined;
        },
      },
    );
    expect(outcome.results).toMatchObject({ completed: 1, changed: 1, failed: 1 });
    expect(await desk.stateOf(ada!.id)).toBe('inactive');
  });

  it('that reads answers every row, also where two mean the same identity', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const { ended } = await desk.run([ada!.id, ada!.email], { action: 'get-identity' });
    expect(ended.map(({ outcome }) => outcome.results['identity'])).toMatchObject([
      { id: ada!.id },
      { id: ada!.id },
    ]);
  });

  it('on nothing in particular, or with an identity named beside the many, is wrong usage', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const input = { bare: [ada!.id], pairs: [] };
    const named = await desk.run([ada!.id], { input });
    expect(named.outcome).toMatchObject({ operation: null, status: 'failed', error: { code: 'usage' } });
    const pairs = [
      ['username', 'ada'],
      ['email', 'ada@example.com'],
    ] as const;
    const created = await desk.run([ada!.id], { action: 'create-admin-account', input: { bare: [], pairs } });
    expect(created.outcome.error).toMatchObject({
      code: 'usage',
      message: 'create-admin-account is about no identity, so it cannot be done for each of many.',
    });
    expect(readdirSync(desk.journals)).toEqual([]);
  });

  it('sends nothing where history cannot be written, also where it only reads', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const sent: string[] = [];
    const history = {
      ...sqliteHistory(aHistoryFile(':memory:')),
      openMany: () => Promise.reject(new IdpError('history-unavailable', 'The disk is full.')),
    };
    const { outcome } = await desk.run(
      [ada!.id],
      { action: 'get-identity' },
      { history, between: ({ path }) => void sent.push(path) },
    );
    expect(outcome).toMatchObject({
      operation: null,
      status: 'failed',
      error: { code: 'history-unavailable' },
    });
    expect(sent).toEqual([]);
  });
});
