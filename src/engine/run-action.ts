import type { IdpError } from '../errors/idp-error.ts';
import type { ActionRequest, EngineWorld } from './engine-world.ts';
import type { Outcome } from './outcome.ts';
import { failTask, performTask, type TaskPlan } from './perform-task.ts';
import { requireAskable, requireConfirmIsId, requireConsent } from './policy.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import { openRecord } from './record-run.ts';
import { runHandler } from './run-handler.ts';
import { startTask, type Task } from './task.ts';
import { cancelledByRequest, noWatch, watchCancellation, type Watch } from './watch-cancellation.ts';

/**
 * The one path from a request to its outcome: catalog, parameters, policy, record, deed. It never rejects: every
 * failure is an outcome, and `onError` is given the error itself for those who want its trace.
 */
export async function runAction(
  request: ActionRequest,
  world: EngineWorld,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const task = startTask(world, request);
  let prepared: PreparedRun;
  try {
    prepared = await prepareRun(task, request, 'one', (entry) => {
      requireConfirmIsId(request.consent);
      requireAskable(entry, request.consent, request.dryRun, world.ask);
    });
    await openRecord(task, { ...prepared, reason: request.reason });
  } catch (thrown) {
    return failTask(task, thrown, onError);
  }
  return performPrepared(task, request, prepared, onError);
}

/** Does the one task of a request, which is recorded. */
export async function performPrepared(
  task: Task,
  request: ActionRequest,
  prepared: PreparedRun,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const watch = watchTask(task);
  try {
    return await performTask(task, planOf(request, prepared, task, watch), onError);
  } finally {
    watch.stop();
  }
}

/** Looks whether somebody wants a task cancelled; of what is not recorded nobody can say so. */
function watchTask(task: Task): Watch {
  const { numbers, world } = task;
  if (numbers === undefined) return noWatch;
  return watchCancellation(world.history, numbers.operation, () => task.abort(cancelledByRequest()));
}

function planOf(
  request: ActionRequest,
  { entry, action, parameters, connection, secrets }: PreparedRun,
  { world, signal }: Task,
  watch: Watch,
): TaskPlan {
  const { host, context, insecure } = connection;
  return {
    connection,
    secrets,
    selector: parameters.selector,
    scan: request.scan,
    agree: (identity, kratos) =>
      requireConsent(entry, request.consent, request.dryRun, world.ask, {
        host,
        context,
        insecure,
        identity,
        kratos,
        signal,
      }),
    deed: (taskContext) => runHandler(action, parameters.values, taskContext, world),
    look: () => watch.look(),
  };
}
