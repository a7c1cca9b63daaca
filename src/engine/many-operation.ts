import { requireConsentForMany } from './consent-for-many.ts';
import type { EngineWorld } from './engine-world.ts';
import type { WholeRun } from './many-outcome.ts';
import type { ManyConsent, ManyEvents, ManyRequest, Targets } from './many.ts';
import type { ManyTasks } from './perform-many.ts';
import type { PreparedRun } from './prepare-run.ts';
import { newOperation } from './record-run.ts';

/** What is the same for every task of an operation over many. */
export type PreparedMany = Pick<PreparedRun, 'entry' | 'parameters' | 'connection'> &
  Pick<ManyTasks, 'plan' | 'onceEach'>;

export type Opened = { readonly operation: string; readonly firstTask: string };

/** Consent once for all, by their number. */
export function agreeToMany(
  { entry, connection }: PreparedMany,
  world: EngineWorld,
  dryRun: boolean,
  consent: ManyConsent,
  targets: { readonly count: number; masked(): Iterable<string> },
): Promise<void> {
  return requireConsentForMany(entry, consent, dryRun, world.askCount, {
    host: connection.host,
    context: connection.context,
    count: targets.count,
    masked: () => targets.masked(),
    signal: world.signal,
  });
}

/** Writes the operation and all its tasks down. From then on it can be taken up; where that is not so, none of it is begun. */
export async function openMany(
  whole: WholeRun,
  prepared: PreparedMany,
  { reason, undoes }: { readonly reason: string | undefined; readonly undoes?: string | undefined },
  targets: Targets,
  events: ManyEvents,
): Promise<Opened> {
  const { task } = whole;
  const { history } = task.world;
  task.enqueued = task.time();
  const operation = { ...newOperation(task, { ...prepared, reason }), undoes };
  const opened = await history.openMany(operation, targets.masked(), targets.count);
  whole.operation = opened.operation;
  task.started = task.time();
  const { host, context } = prepared.connection;
  try {
    targets.keepFor?.(opened.operation, { host, context });
    whole.left = true;
    events.onOpened?.(opened.operation);
  } catch (error) {
    await history.closePending(opened.operation, 'aborted', task.time());
    throw error;
  }
  return opened;
}

/** The tasks of an operation that are to be done now. */
export function tasksOf(
  { task }: WholeRun,
  { entry, plan, onceEach }: PreparedMany,
  { concurrency, rate, maxFailures }: Pick<ManyRequest, 'concurrency' | 'rate' | 'maxFailures'>,
  targets: Targets,
  opened: Opened & { readonly pending: number },
): ManyTasks {
  const { enqueued, dryRun } = task;
  const { operation, firstTask, pending } = opened;
  return {
    action: entry.name,
    operation,
    firstTask,
    pending,
    enqueued,
    dryRun,
    targets,
    concurrency,
    rate,
    maxFailures,
    plan,
    onceEach,
  };
}
