import type { EngineWorld } from './engine-world.ts';
import { agreeToMany, openMany, tasksOf } from './many-operation.ts';
import { endMany, failMany, type WholeRun } from './many-outcome.ts';
import type { ManyEvents, ManyRequest, Targets } from './many.ts';
import type { Outcome } from './outcome.ts';
import { performMany } from './perform-many.ts';
import { prepareMany } from './prepare-many.ts';
import { startTask } from './task.ts';

/**
 * One action for many identities: the path of runAction, with parameters read, checked and agreed to once for all, and
 * then a task for each target, every one of which may fail for itself. Nothing is sent that is not recorded before, also
 * where it only reads. It never rejects. The outcome has no task, and its results count how tasks ended (ManyCounts, and
 * `reasons`: how many failed with which code); what each answered goes to `events.onEnded`.
 *
 * Status: aborted where some never ran or were stopped (error `aborted` where the run was interrupted, else `partial`),
 * failed where some failed, cancelled where some were taken back (`partial`), else completed.
 */
export async function runMany(
  request: ManyRequest,
  targets: Targets,
  world: EngineWorld,
  events: ManyEvents = {},
): Promise<Outcome> {
  const whole: WholeRun = { task: startTask(world, request), operation: undefined, left: false };
  try {
    const prepared = await prepareMany(whole.task, request, targets.count);
    await agreeToMany(prepared, world, request.dryRun, request.consent, targets);
    const opened = await openMany(whole, prepared, request, targets, events);
    const tasks = tasksOf(whole, prepared, request, targets, { ...opened, pending: targets.count });
    return endMany(whole, await performMany(tasks, world, events));
  } catch (error) {
    return await failMany(whole, error);
  } finally {
    targets.settle?.(whole.left);
  }
}
