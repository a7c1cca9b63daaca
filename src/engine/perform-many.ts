import { IdpError, toIdpError } from '../errors/idp-error.ts';
import { listenForAbort } from '../kratos/abort-listeners.ts';
import { createClaims } from './claims.ts';
import type { EngineWorld } from './engine-world.ts';
import { createTally, type Tally } from './many-counts.ts';
import type { ManyEvents, Targets } from './many.ts';
import type { Outcome } from './outcome.ts';
import { pace } from './pace.ts';
import { failTask, performTask, type TaskPlan } from './perform-task.ts';
import { startTask, type Task } from './task.ts';
import { cancelledByRequest, watchCancellation } from './watch-cancellation.ts';

/** An operation over many that has its number, and how its tasks are done. */
export type ManyTasks = {
  readonly action: string;
  readonly operation: string;
  readonly firstTask: string;
  readonly enqueued: string;
  readonly dryRun: boolean;
  readonly targets: Targets;
  /** How many of the targets are to be done now. */
  readonly pending: number;
  readonly concurrency: number;
  readonly rate: number | undefined;
  readonly maxFailures: number | undefined;
  /** What the task of a target is to do. */
  readonly plan: (text: string, task: Task) => Promise<Omit<TaskPlan, 'look'>>;
  /** Whether an identity is done only once. */
  readonly onceEach: boolean;
};

export type ManyEnd = {
  readonly tally: Tally;
  /** Tasks that could be taken up. */
  readonly neverRan: number;
  /** What made it impossible to go on: history or the working file failed. */
  readonly broken: IdpError | undefined;
};

/**
 * Does the pending tasks of an operation, several at once, until all are done or there is a reason to stop: then what
 * runs is finished (or, where the run is interrupted, aborted), and what never ran becomes aborted. Memory does not grow
 * with the number of tasks.
 */
export async function performMany(many: ManyTasks, world: EngineWorld, events: ManyEvents): Promise<ManyEnd> {
  const { operation, targets } = many;
  const { history } = world;
  const tally = createTally(many.pending, many.maxFailures);
  const running = new Map<string, Task>();
  const watch = watchCancellation(history, operation, (task) =>
    running.get(task)?.abort(cancelledByRequest()),
  );
  const halt = new AbortController();
  const unlisten = listenForAbort([world.signal], () => halt.abort());
  if (world.signal.aborted) halt.abort();
  const turn = pace(many.rate, halt.signal);
  const tasks = pendingTasks(world, operation);
  const claims = createClaims(targets);
  // Their lines stand in their outcomes: said as they come, those of several would be mixed.
  const quiet: EngineWorld = { ...world, onLog: undefined, onProgress: undefined };
  let broken: IdpError | undefined;

  const progress = () => events.onProgress?.({ ...tally.counts, running: running.size });

  async function work(): Promise<void> {
    for (;;) {
      await turn();
      if (halt.signal.aborted) return;
      const next = await tasks.next();
      if (next.done === true) return;
      await one(next.value);
      if (tally.stopReason() !== undefined) halt.abort();
    }
  }

  async function one(number: string): Promise<void> {
    const position = Number(number) - Number(many.firstTask);
    const target = targets.at(position);
    const task = startTask(quiet, many);
    task.numbers = { operation, task: number };
    task.enqueued = many.enqueued;
    task.started = task.time();
    if (!(await history.start(number, task.started))) return task.leave();
    running.set(number, task);
    progress();
    const outcome = await perform(target.text, task, number);
    running.delete(number);
    const { writing, signal } = task;
    tally.ended(outcome, { writing, cancelled: signal.reason instanceof IdpError });
    claims.ended(number, outcome.status === 'completed');
    events.onEnded?.({ position, target, outcome });
    progress();
  }

  async function perform(text: string, task: Task, number: string): Promise<Outcome> {
    let plan: Omit<TaskPlan, 'look'>;
    try {
      plan = await many.plan(text, task);
    } catch (error) {
      return failTask(task, error);
    }
    const { deed } = plan;
    return performTask(task, {
      ...plan,
      look: () => watch.look(),
      deed: many.onceEach ? (context) => claims.once(number, context, deed) : deed,
    });
  }

  try {
    const workers = Array.from({ length: Math.max(1, many.concurrency) }, () =>
      work().catch((error: unknown) => {
        broken ??= toIdpError(error);
        halt.abort();
      }),
    );
    await Promise.all(workers);
    const neverRan = await history.closePending(operation, 'aborted', world.now().toISOString());
    tally.neverRan(neverRan);
    progress();
    return { tally, neverRan, broken };
  } catch (error) {
    const neverRan = many.pending - endedOf(tally);
    tally.neverRan(neverRan);
    return { tally, neverRan, broken: broken ?? toIdpError(error) };
  } finally {
    watch.stop();
    unlisten();
  }
}

const endedOf = ({ counts: { completed, failed, cancelled, aborted } }: Tally): number =>
  completed + failed + cancelled + aborted;

async function* pendingTasks({ history }: EngineWorld, operation: string): AsyncGenerator<string, undefined> {
  let after: string | undefined;
  for (;;) {
    const page = await history.pending(operation, after, pageSize);
    yield* page;
    if (page.length < pageSize) return undefined;
    after = page.at(-1);
  }
}

const pageSize = 200;
