import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Person } from '../actions/people.ts';
import { failureOf } from '../kratos/failure.ts';
import { isWrite, useDesk, type Answered } from './desk.ts';

const scene = useDesk();

/** A run over five that is interrupted just before its third write is sent: two are done, and one is uncertain. */
async function interrupted(): Promise<Answered & { readonly people: Person[]; readonly operation: string }> {
  const { desk } = scene;
  const people = await desk.people(5);
  const interruption = new AbortController();
  let writes = 0;
  const answered = await desk.run(
    people.map(({ id }) => id),
    {},
    {
      signal: interruption.signal,
      between(request) {
        if (isWrite(request)) writes += 1;
        if (writes === 3) interruption.abort();
      },
    },
  );
  return { ...answered, people, operation: answered.outcome.operation ?? '' };
}

const statesOf = (people: readonly Person[]) => Promise.all(people.map(({ id }) => scene.desk.stateOf(id)));

describe('taking up a run over many', () => {
  it('does what was left once, and reports what may have been done', async () => {
    const { desk } = scene;
    const { people, operation } = await interrupted();
    const written: string[] = [];
    const { outcome, ended } = await desk.resume(
      operation,
      2,
      {},
      { between: (request) => void (isWrite(request) && written.push(request.path)) },
    );
    expect(written).toEqual(people.slice(3).map(({ id }) => `/admin/identities/${id}`));
    expect(ended.map(({ target }) => target.line)).toEqual([4, 5]);
    expect(outcome).toMatchObject({
      operation,
      status: 'aborted',
      results: { targets: 2, completed: 2, aborted: 0, uncertain: 1 },
      error: {
        code: 'partial',
        message: 'All was done but 1 of which that is not known.',
        hint: `Once you have looked, idp resume ${operation} --include-uncertain does what is left again.`,
      },
    });
    expect(await statesOf(people)).toEqual(['inactive', 'inactive', 'active', 'inactive', 'inactive']);
    expect(await desk.reader.operation(operation)).toMatchObject({ counts: { completed: 4, aborted: 1 } });
  });

  it('does also what may have been done, if that is asked for, and then keeps nothing', async () => {
    const { desk } = scene;
    const { people, operation } = await interrupted();
    const { outcome } = await desk.resume(operation, 3, { includeUncertain: true });
    expect(outcome.results).toMatchObject({ targets: 3, completed: 3, uncertain: 0 });
    expect(new Set(await statesOf(people))).toEqual(new Set(['inactive']));
    expect(readdirSync(desk.journals)).not.toContain(`${operation}.db`);
    expect((await failureOf(desk.resume(operation, 0))).code).toBe('task-ended');
  });

  it('of which only that is left says so, also to who gave no consent', async () => {
    const { desk } = scene;
    const { operation } = await interrupted();
    await desk.resume(operation, 2);
    const consent = { yes: false, expect: undefined };
    const { outcome } = await desk.resume(operation, 0, { consent });
    expect(outcome.error).toMatchObject({
      code: 'task-ended',
      message: `Nothing is left to do of operation ${operation} but one task, of which it is not known whether it was done.`,
    });
  });

  it('wants consent for as many as are left, and changes nothing without it', async () => {
    const { desk } = scene;
    const { people, operation } = await interrupted();
    const { outcome } = await desk.resume(operation, 5);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: {
        code: 'confirmation-required',
        message: '--expect says 5, and disable-identity would be about 2.',
      },
    });
    expect(await statesOf(people.slice(2))).toEqual(['active', 'active', 'active']);
    expect((await desk.resume(operation, 2)).outcome.results).toMatchObject({ completed: 2 });
  });

  it('of another Kratos is refused, naming both', async () => {
    const { desk } = scene;
    const { operation } = await interrupted();
    const { outcome } = await desk.resume(operation, 2, {}, { host: 'kratos.staging' });
    expect(outcome.error).toMatchObject({
      code: 'usage',
      message: `Operation ${operation} was for kratos.test (no context), and this would be for kratos.staging (no context).`,
    });
  });

  it('keeps to it that an identity is done once', async () => {
    const { desk } = scene;
    const [ada, bob] = await desk.people(2);
    const interruption = new AbortController();
    const first = await desk.run(
      [ada!.id, bob!.id, ada!.email],
      {},
      {
        signal: interruption.signal,
        between: ({ path }) => void (path.includes(bob!.id) && interruption.abort()),
      },
    );
    expect(first.outcome.results).toMatchObject({ completed: 1, aborted: 2, uncertain: 0 });
    const { ended } = await desk.resume(first.outcome.operation ?? '', 2);
    expect(ended.map(({ outcome }) => outcome.results['changed'])).toEqual([true, false]);
    expect(ended[1]?.outcome.log[0]?.message).toContain(
      `task ${first.ended[0]?.outcome.task} is about the same`,
    );
  });

  it('may be interrupted again', async () => {
    const { desk } = scene;
    const { operation, people } = await interrupted();
    const interruption = new AbortController();
    const again = await desk.resume(
      operation,
      2,
      {},
      { signal: interruption.signal, between: () => interruption.abort() },
    );
    expect(again.outcome).toMatchObject({ status: 'aborted', results: { aborted: 2, uncertain: 1 } });
    expect((await desk.resume(operation, 3, { includeUncertain: true })).outcome.status).toBe('completed');
    expect(new Set(await statesOf(people))).toEqual(new Set(['inactive']));
  });
});
