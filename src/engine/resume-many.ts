import type { LookingWorld } from './engine-world.ts';
import { agreeToMany, tasksOf, type PreparedMany } from './many-operation.ts';
import { endMany, failMany, type WholeRun } from './many-outcome.ts';
import type { ManyConsent, ManyEvents, ManyRequest, Targets } from './many.ts';
import type { Outcome } from './outcome.ts';
import { performMany } from './perform-many.ts';
import { prepareMany } from './prepare-many.ts';
import { prepareUndo } from './prepare-undo.ts';
import { remainingOf } from './remaining-tasks.ts';
import { requireSameKratos } from './same-kratos.ts';
import { startTask } from './task.ts';
import { nothingMore } from './undo-each.ts';

export type ResumeRequest = {
  /** As it was given at first; consent in it no longer counts. */
  readonly request: Omit<ManyRequest, 'consent'>;
  readonly targets: Targets;
  readonly consent: ManyConsent;
  /** Also what was stopped after its first write was sent, so that nobody knows whether it was done. */
  readonly includeUncertain: boolean;
};

/**
 * Goes on with an operation over many (also one that undoes another) that was interrupted: what was completed, failed or
 * cancelled stays so. The outcome counts what was left. Fails as runMany; with operation-not-found, with task-ended
 * where nothing is left or it still runs, and with usage where another Kratos is meant now.
 */
export async function resumeMany(
  operation: string,
  { request: first, targets, consent, includeUncertain }: ResumeRequest,
  world: LookingWorld,
  events: ManyEvents = {},
): Promise<Outcome> {
  const request: ManyRequest = { ...first, consent };
  const whole: WholeRun = { task: startTask(world, request), operation, left: true };
  let leave: (() => void) | undefined;
  try {
    const recorded = await world.reader.operation(operation);
    const remaining = await remainingOf(world.reader, operation, includeUncertain);
    const prepared =
      recorded.undoes === null
        ? await prepareMany(whole.task, request, remaining.count)
        : await prepareUndoing(recorded.undoes);
    requireSameKratos(recorded, prepared.connection);
    // Where nothing is left takeUp says so.
    if (remaining.count > 0) await agreeToMany(prepared, world, request.dryRun, consent, remaining);
    const taken = await world.history.takeUp(operation, { includeUncertain });
    whole.task.enqueued = recorded.timing.enqueued;
    whole.task.started = whole.task.time();
    events.onOpened?.(operation);
    const tasks = tasksOf(whole, prepared, request, targets, { operation, ...taken });
    return endMany(whole, await performMany(tasks, world, events), { uncertainBefore: taken.uncertain });
  } catch (error) {
    return await failMany(whole, error);
  } finally {
    targets.settle?.(whole.left);
    leave?.();
  }

  async function prepareUndoing(undoes: string): Promise<PreparedMany> {
    const choices = request.undo ?? nothingMore;
    const prepared = await prepareUndo(whole.task, await world.reader.operation(undoes), world, choices);
    ({ leave } = prepared);
    return prepared;
  }
}
