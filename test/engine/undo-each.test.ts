import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runAction } from '../../src/engine/run-action.ts';
import type { CountQuestion } from '../../src/engine/consent-for-many.ts';
import type { UndoChoices } from '../../src/engine/undo-each.ts';
import { openJournal } from '../../src/history/journal.ts';
import { request } from './a-world.ts';
import { useDesk, type WorldOptions } from './desk.ts';
import { makingMany } from './making-many.ts';

const scene = useDesk();

const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const agreedTo = (count: number) => ({ consent: { yes: true, expect: count } });

/** An operation that made three in one task, and the world in which it is undone. */
async function made(ids: readonly string[], changed: readonly string[] = []) {
  const { entry, action, undone, closed } = makingMany(ids, new Set(changed));
  const options: WorldOptions = {
    catalog: [entry],
    loadAction: () => Promise.resolve(action),
    files: {
      stdin: () => Readable.from([]),
      workFolder: () => scene.desk.journals,
      operationsFolder: scene.desk.journals,
      request: {},
      isResumed: false,
      includeUncertain: false,
    },
  };
  const asked = request({ action: 'make-many', input: { bare: ['people.jsonl'], pairs: [] } });
  const { operation } = await runAction(asked, scene.desk.world(options));
  const undo = (expected: number, more: WorldOptions & { choices?: Partial<UndoChoices> } = {}) =>
    scene.desk.undo(operation ?? '', agreedTo(expected), { ...options, ...more });
  return { operation: operation ?? '', options, undone, closed, undo };
}

describe('undoing what was done to many in one task', () => {
  it('is a task for each of them, and tells what stays as it is', async () => {
    const { operation, undone, closed, undo } = await made([idOf(1), idOf(2), idOf(3)]);
    const { outcome, ended } = await undo(3);
    expect(outcome).toMatchObject({
      action: 'undo make-many',
      status: 'completed',
      results: { targets: 3, completed: 3, changed: 3 },
      log: [{ message: '2 stay in the folder.' }],
    });
    expect(ended.map(({ outcome: { results } }) => results['identity-id'])).toEqual([
      idOf(1),
      idOf(2),
      idOf(3),
    ]);
    expect(undone).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(closed).toEqual([operation]);
    const tasks = await scene.desk.reader.tasksOf(outcome.operation ?? '', undefined, 9);
    expect(tasks).toMatchObject(
      [1, 2, 3].map((at) => ({ target: `${idOf(at)} (row ${at})`, identityId: idOf(at) })),
    );
    expect(await scene.desk.reader.operation(outcome.operation ?? '')).toMatchObject({
      undoes: operation,
      effect: 'destroy',
      parameters: {},
    });
  });

  it('is agreed to by number, also of one alone', async () => {
    const { undone, undo } = await made([idOf(1)]);
    const asked: CountQuestion[] = [];
    const askCount = (question: CountQuestion) => {
      asked.push(question);
      return Promise.resolve(question.accepts('1'));
    };
    expect((await undo(2)).outcome.error?.code).toBe('confirmation-required');
    expect(undone).toEqual([]);
    const { desk } = scene;
    const { operation, options } = await made([idOf(1)]);
    const { outcome } = await desk.undo(
      operation,
      { consent: { yes: false, expect: undefined } },
      { ...options, askCount },
    );
    expect(outcome.status).toBe('completed');
    expect(asked).toMatchObject([{ action: 'undo make-many', count: 1, sample: [`${idOf(1)} (row 1)`] }]);
  });

  it('can be repeated for those that are left, and tells when none is', async () => {
    const { operation, undone, undo } = await made([idOf(1), idOf(2), idOf(3)], [idOf(2)]);
    const first = await undo(3);
    expect(first.outcome).toMatchObject({
      status: 'failed',
      results: { completed: 2, failed: 1, reasons: { 'cannot-be-undone': 1 } },
    });
    const second = await undo(1, { choices: { includeChanged: true } });
    expect(second.outcome).toMatchObject({ status: 'completed', results: { targets: 1, changed: 1 } });
    expect(undone).toEqual([idOf(1), idOf(3), idOf(2)]);
    expect(await scene.desk.reader.operation(second.outcome.operation ?? '')).toMatchObject({
      parameters: { 'include-changed': true },
    });
    expect((await undo(1)).outcome.error).toMatchObject({
      code: 'cannot-be-undone',
      message: `No identity is left that operation ${operation} created.`,
    });
  });

  it('that was interrupted is taken up with what it was asked to include', async () => {
    const { options, undone, undo } = await made([idOf(1), idOf(2), idOf(3)], [idOf(3)]);
    const interruption = new AbortController();
    const { outcome } = await undo(3, {
      choices: { includeChanged: true },
      signal: interruption.signal,
      between: ({ path }) => void (path.includes(idOf(2)) && interruption.abort()),
    });
    expect(outcome).toMatchObject({ status: 'aborted', results: { completed: 1, aborted: 2 } });
    const journal = openJournal<{ readonly undo: UndoChoices }>(scene.desk.journals, outcome.operation ?? '');
    const { undo: choices } = journal.content;
    journal.settle(true);
    expect(choices).toEqual({ includeChanged: true, includeUncertain: false });
    const resumed = await scene.desk.resume(outcome.operation ?? '', 2, { undo: choices }, options);
    expect(resumed.outcome).toMatchObject({ status: 'completed', results: { targets: 2, changed: 2 } });
    expect(undone).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('wants the place where it was kept', async () => {
    const { undo, undone } = await made([idOf(1)]);
    const { outcome } = await undo(1, { operationsFolder: undefined });
    expect(outcome.error?.code).toBe('usage');
    expect(undone).toEqual([]);
  });
});
