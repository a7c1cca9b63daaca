import { IdpError } from '../errors/idp-error.ts';
import type { OperationRecord } from '../history/history-reader.ts';
import type { ActionRequest, LookingWorld } from './engine-world.ts';
import type { Outcome } from './outcome.ts';
import { failTask } from './perform-task.ts';
import { requireAskable } from './policy.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import { performPrepared } from './run-action.ts';
import { requireSameKratos } from './same-kratos.ts';
import { startTask } from './task.ts';

/**
 * Goes on with an action on files that was interrupted or failed on the way, under the same number: it is run again with
 * the parameters it had, and finds what it has kept. `request` is as it was given at first. Never rejects. Fails as
 * runAction; with operation-not-found, with task-ended where it still runs or was undone, and with usage where another Kratos
 * is meant.
 */
export async function resumeFilesAction(
  operation: string,
  request: ActionRequest,
  world: LookingWorld,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const task = startTask(world, request);
  let prepared: PreparedRun;
  try {
    const recorded = await world.reader.operation(operation);
    prepared = await prepareRun(task, request, 'one', (entry) => {
      requireAskable(entry, request.consent, false, world.ask);
    });
    requireSameKratos(recorded, prepared.connection);
    requireNotUndone(recorded);
    const { firstTask } = await world.history.takeUp(operation, {
      includeUncertain: true,
      includeFailed: true,
    });
    task.enqueued = recorded.timing.enqueued;
    task.started = task.time();
    task.numbers = { operation, task: firstTask };
    await world.history.start(firstTask, task.started);
  } catch (thrown) {
    return failTask(task, thrown, onError);
  }
  return performPrepared(task, request, prepared, onError);
}

/** What it has kept says of what is deleted that it is there. */
function requireNotUndone({ id, undoneBy }: OperationRecord): void {
  if (undoneBy === null) return;
  throw new IdpError(
    'task-ended',
    `Operation ${id} was undone by operation ${undoneBy}: it is not gone on with.`,
    {
      hint: 'Run the action again.',
    },
  );
}
