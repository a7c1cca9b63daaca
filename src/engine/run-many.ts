import { requireConsentForMany } from './consent-for-many.ts';
import type { EngineWorld } from './engine-world.ts';
import { endMany, failMany, type WholeRun } from './many-outcome.ts';
import type { ManyEvents, ManyRequest, Targets } from './many.ts';
import type { Outcome } from './outcome.ts';
import { performMany } from './perform-many.ts';
import { prepareMany, tasksOf, type PreparedMany } from './prepare-many.ts';
import { newOperation } from './record-run.ts';
import { startTask, type Task } from './task.ts';

/**
 * One action for many identities: the path of runAction, with parameters read, checked and agreed to once for all, and
 * then a task for each target, every one of which may fail for itself. Nothing is sent that is not recorded before, also
 * where it only reads. It never rejects. The outcome has no task, and results count how tasks ended (ManyCounts and
 * `reasons`: how many failed for which code); what each answered goes to `events.onEnded`.
 *
 * Status: aborted where some never ran or were stopped (`aborted`, where the run was interrupted; else `partial`),
 * failed where some failed (`partial`), cancelled where some were taken back (`partial`), else completed.
 */
export async function runMany(
  request: ManyRequest,
  targets: Targets,
  world: EngineWorld,
  events: ManyEvents = {},
): Promise<Outcome> {
  const whole: WholeRun = { task: startTask(world, request), operation: undefined, left: false };
  try {
    const prepared = await prepareMany(whole.task, request, world);
    await agree(whole.task, request, prepared, targets);
    const opened = await open(whole.task, request, prepared, targets);
    whole.operation = opened.operation;
    await keep(whole.task, opened.operation, prepared, targets, events);
    const tasks = tasksOf(whole.task, prepared, { request, targets, ...opened, pending: targets.count });
    return endMany(whole, await performMany(tasks, world, events));
  } catch (error) {
    return failMany(whole, error);
  } finally {
    targets.settle?.(whole.left);
  }
}

function agree(
  { world }: Task,
  request: ManyRequest,
  { entry, connection }: PreparedMany,
  targets: Targets,
): Promise<void> {
  return requireConsentForMany(entry, request.consent, request.dryRun, world.askCount, {
    host: connection.host,
    context: connection.context,
    count: targets.count,
    masked: () => targets.masked(),
    signal: world.signal,
  });
}

async function open(
  task: Task,
  request: ManyRequest,
  prepared: PreparedMany,
  targets: Targets,
): Promise<{ readonly operation: string; readonly firstTask: string }> {
  task.enqueued = task.time();
  const operation = newOperation(task, { ...prepared, reason: request.reason });
  return task.world.history.openMany(operation, targets.masked(), targets.count);
}

/** From here on the operation can be taken up; where that is not so, none of it is begun. */
async function keep(
  task: Task,
  operation: string,
  { connection }: PreparedMany,
  targets: Targets,
  events: ManyEvents,
): Promise<void> {
  const { host, context } = connection;
  try {
    targets.keepFor?.(operation, { host, context });
    events.onOpened?.(operation);
  } catch (error) {
    await task.world.history.closePending(operation, 'aborted', task.time());
    throw error;
  }
}
