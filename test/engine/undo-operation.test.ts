import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConsentQuestion } from '../../src/engine/consent-question.ts';
import type { Person } from '../actions/people.ts';
import { ada as asker } from '../history/a-history.ts';
import { useDesk } from './desk.ts';

const scene = useDesk();

const statesOf = (people: readonly Person[]) => Promise.all(people.map(({ id }) => scene.desk.stateOf(id)));

describe('undoing an operation', () => {
  it('of one identity is a new operation that says what it undoes', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const operation = await desk.runOne('disable-identity', ada!);
    const { outcome, ended } = await desk.undo(operation, { reason: 'a mistake' });
    expect(outcome).toMatchObject({
      task: null,
      action: 'undo disable-identity',
      status: 'completed',
      results: { targets: 1, completed: 1, changed: 1 },
    });
    expect(ended).toMatchObject([
      {
        target: { text: `${Number(operation) + 1} ${ada!.id}` },
        outcome: {
          status: 'completed',
          results: { 'identity-id': ada!.id, changed: true },
          log: [{ message: 'The sessions that were ended do not come back.' }],
        },
      },
    ]);
    expect(await desk.stateOf(ada!.id)).toBe('active');
    expect(await desk.reader.operation(outcome.operation ?? '')).toMatchObject({
      action: 'undo disable-identity',
      effect: 'destroy',
      reason: 'a mistake',
      undoes: operation,
      status: 'completed',
    });
    expect((await desk.reader.operation(operation)).undoneBy).toBe(outcome.operation);
    expect(readdirSync(desk.journals)).toEqual([]);
  });

  it('of many undoes those that were changed, the last one first', async () => {
    const { desk } = scene;
    const people = await desk.people(4);
    await desk.kratos.patch(people[1]!.id, { op: 'replace', path: '/state', value: 'inactive' });
    const disabled = await desk.run([...people.map(({ id }) => id), 'nobody@example.com']);
    expect(disabled.outcome.results).toMatchObject({ changed: 3, unchanged: 1, failed: 1 });
    const consent = { yes: true, expect: 3 };
    const { outcome, ended } = await desk.undo(disabled.outcome.operation ?? '', { consent });
    expect(outcome).toMatchObject({ status: 'completed', results: { targets: 3, changed: 3 } });
    expect(ended.map((one) => one.outcome.results['identity-id'])).toEqual(
      [3, 2, 0].map((at) => people[at]?.id),
    );
    expect(await statesOf(people)).toEqual(['active', 'inactive', 'active', 'active']);
  });

  it('can be tried out first: a dry run shows the requests, and leaves it undoable', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const operation = await desk.runOne('disable-identity', ada!);
    const consent = { yes: false, expect: undefined };
    const { outcome, ended } = await desk.undo(operation, { dryRun: true, consent });
    expect(outcome).toMatchObject({ status: 'completed', 'dry-run': true });
    expect(ended[0]?.outcome.results['requests']).toMatchObject([
      { method: 'PATCH', path: `/admin/identities/${ada!.id}`, body: [{ path: '/state', value: 'active' }] },
    ]);
    expect(await desk.stateOf(ada!.id)).toBe('inactive');
    expect((await desk.undo(operation)).outcome.status).toBe('completed');
  });

  it('asks for the address or the id of the one whom it is about', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const operation = await desk.runOne('disable-identity', ada!);
    const consent = { yes: false, expect: undefined };
    const asked: ConsentQuestion[] = [];
    const declined = await desk.undo(
      operation,
      { consent },
      {
        ask: (question) => {
          asked.push(question);
          return Promise.resolve(question.accepts('yes'));
        },
      },
    );
    expect(asked).toMatchObject([
      { action: 'undo disable-identity', host: 'kratos.test', identity: { id: ada!.id, state: 'inactive' } },
    ]);
    expect(declined.outcome).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
    expect(await desk.stateOf(ada!.id)).toBe('inactive');
    const agreed = await desk.undo(
      operation,
      { consent },
      { ask: (question) => Promise.resolve(question.accepts(ada!.email)) },
    );
    expect(agreed.outcome.status).toBe('completed');
  });

  it('of many wants their number, and of one a yes, where nobody can be asked', async () => {
    const { desk } = scene;
    const people = await desk.people(2);
    const { outcome } = await desk.run(people.map(({ id }) => id));
    const many = await desk.undo(outcome.operation ?? '');
    expect(many.outcome.error).toMatchObject({
      code: 'confirmation-required',
      message: 'undo disable-identity would destroy something of 2, and wants --yes --expect 2.',
    });
    const consent = { yes: false, expect: undefined };
    const one = await desk.undo(await desk.runOne('enable-identity', people[0]!), { consent });
    expect(one.outcome.error).toMatchObject({ code: 'confirmation-required' });
    expect(await statesOf(people)).toEqual(['active', 'inactive']);
  });

  it('that was interrupted is taken up as any other', async () => {
    const { desk } = scene;
    const people = await desk.people(3);
    const disabled = await desk.run(people.map(({ id }) => id));
    const interruption = new AbortController();
    const { outcome } = await desk.undo(
      disabled.outcome.operation ?? '',
      { consent: { yes: true, expect: 3 } },
      {
        signal: interruption.signal,
        between: ({ path }) => void (path.includes(people[1]!.id) && interruption.abort()),
      },
    );
    expect(outcome).toMatchObject({ status: 'aborted', results: { completed: 1, aborted: 2 } });
    const again = await desk.undo(disabled.outcome.operation ?? '', { consent: { yes: true, expect: 3 } });
    expect(again.outcome.error).toMatchObject({
      code: 'cannot-be-undone',
      hint: `Go on with idp resume ${outcome.operation}.`,
    });
    const resumed = await desk.resume(outcome.operation ?? '', 2);
    expect(resumed.outcome).toMatchObject({ action: 'undo disable-identity', status: 'completed' });
    expect(await statesOf(people)).toEqual(['active', 'active', 'active']);
  });

  it('that failed for some can be repeated for those', async () => {
    const { desk } = scene;
    const people = await desk.people(2);
    const disabled = await desk.run(people.map(({ id }) => id));
    const operation = disabled.outcome.operation ?? '';
    await desk.kratos.patch(people[0]!.id, { op: 'replace', path: '/state', value: 'active' });
    const first = await desk.undo(operation, { consent: { yes: true, expect: 2 } });
    expect(first.outcome).toMatchObject({
      status: 'failed',
      results: { completed: 1, failed: 1, reasons: { 'cannot-be-undone': 1 } },
    });
    await desk.kratos.patch(people[0]!.id, { op: 'replace', path: '/state', value: 'inactive' });
    const second = await desk.undo(operation);
    expect(second.outcome).toMatchObject({ status: 'completed', results: { targets: 1 } });
    expect(await statesOf(people)).toEqual(['active', 'active']);
  });

  it('that failed twice is repeated only for those that no undoing has undone', async () => {
    const { desk } = scene;
    const people = await desk.people(2);
    const disabled = await desk.run(people.map(({ id }) => id));
    const operation = disabled.outcome.operation ?? '';
    await desk.kratos.patch(people[0]!.id, { op: 'replace', path: '/state', value: 'active' });
    await desk.undo(operation, { consent: { yes: true, expect: 2 } });
    await desk.undo(operation);
    // Somebody disabled both since: the second is no longer a matter of this operation.
    for (const { id } of people) {
      await desk.kratos.patch(id, { op: 'replace', path: '/state', value: 'inactive' });
    }
    const third = await desk.undo(operation);
    expect(third.outcome).toMatchObject({ status: 'completed', results: { targets: 1 } });
    expect(await statesOf(people)).toEqual(['active', 'inactive']);
  });

  it('of which a task was cancelled can be repeated for that one', async () => {
    const { desk } = scene;
    const people = await desk.people(2);
    const disabled = await desk.run(people.map(({ id }) => id));
    const operation = disabled.outcome.operation ?? '';
    const first = await desk.undo(
      operation,
      { consent: { yes: true, expect: 2 } },
      {
        async between({ path, signal }) {
          if (!path.includes(people[0]!.id)) return undefined;
          const undoing = (await desk.reader.operation(operation)).undoneBy ?? '';
          const running = (await desk.reader.operation(undoing)).taskIds[1] ?? '';
          await desk.reader.cancel(running, asker, new Date().toISOString());
          return new Promise<undefined>((_, reject) => {
            signal?.addEventListener('abort', () => reject(new Error('ended by its task')));
          });
        },
      },
    );
    expect(first.outcome).toMatchObject({ status: 'aborted', results: { completed: 1, aborted: 1 } });
    const second = await desk.undo(operation);
    expect(second.outcome).toMatchObject({ status: 'completed', results: { targets: 1 } });
    expect(await statesOf(people)).toEqual(['active', 'active']);
  });
});
