import type { LookingWorld, ActionRequest } from './engine-world.ts';
import { agreeToMany, openMany, tasksOf } from './many-operation.ts';
import { endMany, failMany, type WholeRun } from './many-outcome.ts';
import type { ManyEvents, ManyRequest, GivenTarget, Targets } from './many.ts';
import type { Outcome } from './outcome.ts';
import { performMany, type ManyTasks } from './perform-many.ts';
import { requireAskable, requireConsent } from './policy.ts';
import { prepareUndo, type PreparedUndo } from './prepare-undo.ts';
import { startTask, type Task } from './task.ts';
import { cannotBeUndone, requireNotUndone, requireUndoable } from './tasks-to-undo.ts';
import { nothingMore, type UndoChoices } from './undo-each.ts';

export type UndoRequest = Pick<
  ManyRequest,
  'dryRun' | 'consent' | 'reason' | 'concurrency' | 'rate' | 'maxFailures'
> & {
  /** Nothing more than what is safe unless given. */
  readonly choices?: UndoChoices;
  /**
   * Keeps what is to be undone, for when it is interrupted, with the request that resumeMany then wants; `mask` makes of
   * a target what history keeps.
   */
  readonly keep: (
    request: Omit<ActionRequest, 'consent'>,
    targets: AsyncIterable<GivenTarget>,
    mask: (text: string) => string,
  ) => Promise<Targets>;
};

/**
 * Undoes an operation: a new operation, with one task for each of its tasks that was completed and changed something,
 * the last one first; an action that did many things in one task has one for each of them. One identity is agreed to by its address or id, several by their number. It never rejects, and
 * its outcome is that of runMany; where it is about one task, error and status are those of that task. A target is the
 * number of the task that is undone, and whom it was about, masked.
 * Fails with operation-not-found, with cannot-be-undone, and with usage where another Kratos is meant now.
 */
export async function undoOperation(
  operation: string,
  request: UndoRequest,
  world: LookingWorld,
  events: ManyEvents = {},
): Promise<Outcome> {
  const { dryRun, consent, reason, choices = nothingMore } = request;
  const whole: WholeRun = {
    task: startTask(world, { action: 'undo', dryRun }),
    operation: undefined,
    left: false,
  };
  let prepared: PreparedUndo | undefined;
  let targets: Targets | undefined;
  try {
    const undone = await world.reader.operation(operation);
    requireUndoable(undone);
    prepared = await prepareUndo(whole.task, undone, world, choices);
    await requireNotUndone(undone, world.reader, prepared.isByNumber);
    const input = { bare: [], pairs: [] };
    const kept = { action: whole.task.action, input, dryRun, scan: false, reason, undo: choices };
    targets = await request.keep(kept, prepared.targets(), prepared.mask);
    if (targets.count === 0) throw cannotBeUndone(prepared.nothingLeft);
    const agreed = await agree(whole.task, prepared, consent, targets);
    const undoes = dryRun ? undefined : operation;
    const opened = await openMany(whole, prepared, { reason, undoes }, targets, events);
    const tasks = tasksOf(whole, agreed, request, targets, { ...opened, pending: targets.count });
    return endMany(whole, await performMany(tasks, world, events), { alone: targets.count === 1 });
  } catch (error) {
    return await failMany(whole, error);
  } finally {
    targets?.settle?.(whole.left);
    prepared?.leave();
  }
}

/** Of one, consent is asked for when it is known whom it is about. */
async function agree(
  task: Task,
  prepared: PreparedUndo,
  consent: ManyRequest['consent'],
  targets: Targets,
): Promise<PreparedUndo> {
  const { world, dryRun, signal } = task;
  const { entry, connection } = prepared;
  if (targets.count > 1 || consent.expect !== undefined || prepared.isByNumber) {
    await agreeToMany(prepared, world, dryRun, consent, targets);
    return prepared;
  }
  const yes = { yes: consent.yes, confirm: undefined };
  requireAskable(entry, yes, dryRun, world.ask);
  const plan: ManyTasks['plan'] = async (text, one) => ({
    ...(await prepared.plan(text, one)),
    agree: (identity, kratos) =>
      requireConsent(entry, yes, dryRun, world.ask, { ...connection, identity, kratos, signal }),
  });
  return { ...prepared, plan };
}
