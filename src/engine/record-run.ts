import { toIdpError, type IdpError } from '../errors/idp-error.ts';
import type { Change, NewOperation, Status } from '../history/history.ts';
import type { IdentitySelector } from '../kratos/find-identity.ts';
import { maskAddress } from '../kratos/mask.ts';
import type { PreparedRun } from './prepare-run.ts';
import { recordedParameters } from './recorded-parameters.ts';
import { recordedResults } from './recorded-results.ts';
import type { Task } from './task.ts';

type Recorded = Pick<PreparedRun, 'entry' | 'parameters' | 'connection'> & {
  readonly reason: string | undefined;
};

/**
 * Gets the numbers of operation and task, before the first request. Where history cannot be written a read (and a dry
 * run) goes on with a warning; what would change something fails with history-unavailable.
 */
export async function openRecord(task: Task, recorded: Recorded): Promise<void> {
  task.enqueued = task.time();
  const { selector } = recorded.parameters;
  const target = selector === undefined ? undefined : recordedTarget(selector);
  try {
    task.numbers = await open(task, recorded, target);
  } catch (error) {
    if (recorded.entry.effect !== 'read' && !task.dryRun) throw error;
    task.warn(`Not recorded: ${toIdpError(error).message}`);
  }
}

/** One that may be taken up in a later sitting is one of many tasks, which happens to have one. */
async function open(task: Task, recorded: Recorded, target: string | undefined): Promise<Task['numbers']> {
  const { history } = task.world;
  const operation = newOperation(task, recorded);
  if (!isLong(recorded.entry) || task.dryRun) return history.open({ ...operation, target });
  const opened = await history.openMany(operation, [filesOf(recorded.parameters)], 1);
  task.started = task.time();
  await history.start(opened.firstTask, task.started);
  return { operation: opened.operation, task: opened.firstTask };
}

/** Whether it keeps what lets a later sitting go on with it. */
const isLong = ({ target, effect }: Recorded['entry']): boolean => target === 'files' && effect !== 'read';

function filesOf({ values }: Recorded['parameters']): string {
  const { files } = values;
  return Array.isArray(files) ? files.join(' ') : '';
}

/** What is written down of an operation before its first request: parameters masked. */
export function newOperation(task: Task, { entry, parameters, connection, reason }: Recorded): NewOperation {
  const { selector } = parameters;
  const values = { ...parameters.values };
  if (selector !== undefined && 'address' in selector) values['email'] = selector.address;
  return {
    action: entry.name,
    effect: entry.effect,
    dryRun: task.dryRun,
    asker: task.world.asker,
    host: connection.host,
    context: connection.context,
    reason,
    parameters: recordedParameters(entry, values),
    enqueued: task.enqueued,
  };
}

/** Closes the record. One that cannot be closed never hides what was done: it is said in the log. */
export async function closeRecord(
  task: Task,
  status: Status,
  completed: string,
  error?: IdpError,
): Promise<void> {
  if (task.numbers === undefined) return;
  const { 'identity-id': identityId, changed } = task.results;
  try {
    await task.recorded();
    await task.world.history.close(task.numbers.task, {
      status,
      identityId: typeof identityId === 'string' ? identityId : undefined,
      changed: typeof changed === 'boolean' ? changed : undefined,
      started: task.started ?? completed,
      completed,
      error: error === undefined ? undefined : { code: error.code, message: error.recorded },
      results: recordedResults(task.results),
      changes: await changesOf(task),
      requests: task.observer?.requests() ?? [],
    });
  } catch (failure) {
    task.warn(`The end of this task is not recorded: ${toIdpError(failure).message}`);
  }
}

async function changesOf({ observer, echoMask }: Task): Promise<readonly Change[]> {
  const changes = observer?.changes() ?? [];
  const mask = echoMask();
  if (mask === undefined) return changes;
  const { withoutEcho } = await import('../kratos/error-without-echo.ts');
  return withoutEcho(changes, mask);
}

const recordedTarget = (selector: IdentitySelector): string =>
  'id' in selector ? selector.id : maskAddress(selector.address.trim());
