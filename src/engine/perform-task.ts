import type { Identity } from '@ory/client';
import { IdpError, toIdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';
import { createAdmin, type KratosAdmin } from '../kratos/admin.ts';
import { dryRun } from '../kratos/dry-run.ts';
import { findIdentity, type IdentitySelector } from '../kratos/find-identity.ts';
import { originOf } from '../kratos/kratos-urls.ts';
import { observeTask, type TaskObserver } from '../kratos/observe-task.ts';
import type { SecretReader } from '../secrets/secret-store.ts';
import type { ActionContext, FilesActionContext, Results } from './define-action.ts';
import type { Connection } from './engine-world.ts';
import type { Outcome } from './outcome.ts';
import { closeRecord } from './record-run.ts';
import { rememberSecrets } from './remember-secrets.ts';
import type { Task } from './task.ts';
import { taskOutcome } from './task-outcome.ts';

/** What one task is to do, and with what. */
export type TaskPlan = {
  readonly connection: Connection;
  readonly secrets: SecretReader;
  /** Whom it is about; undefined where it is about none. */
  readonly selector: IdentitySelector | undefined;
  /** Whether it goes on where that identity is gone. */
  readonly mayBeGone?: boolean;
  /** Look an address up beyond credential identifiers. */
  readonly scan: boolean;
  /** Asked once it is known who would be hit; fails where that is not agreed to. */
  readonly agree: (identity: Identity | undefined, kratos: KratosAdmin) => Promise<void>;
  readonly deed: (context: TaskContext) => Promise<Results>;
  /** Before each request: whether somebody wants this cancelled. */
  readonly look: () => Promise<void>;
};

export type TaskContext = ActionContext &
  Pick<FilesActionContext, 'operation' | 'host'> & { readonly identity: Identity | undefined };

/**
 * Does one task that is recorded, alone or as one of many: there is no other way to Kratos. Finds the identity, gets
 * consent, does the deed and closes the record. It never rejects: every failure is an outcome.
 */
export async function performTask(
  task: Task,
  plan: TaskPlan,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  try {
    await perform(task, plan);
    return await endTask(task, 'completed');
  } catch (thrown) {
    return failTask(task, thrown, onError);
  }
}

/** Ends a task with what was thrown, at whatever point. */
export async function failTask(
  task: Task,
  thrown: unknown,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const said = task.signal.aborted ? asAborted(thrown, task.signal.reason) : toIdpError(thrown);
  const mask = task.echoMask();
  const error = mask === undefined ? said : (await loadEchoMasks()).errorWithoutEcho(said, mask);
  onError?.(error);
  return endTask(task, statusOf(error, task), error);
}

async function perform(task: Task, plan: TaskPlan): Promise<void> {
  const { world, results } = task;
  const { connection } = plan;
  task.started ??= task.time();
  const secrets = rememberSecrets(plan.secrets);
  task.echoMask = () => both(connection.transport.masked, secrets.mask());
  task.observer = observed(task, plan);
  const gate = task.dryRun ? dryRun(task.observer.transport) : undefined;
  const kratos = createAdmin(gate?.transport ?? task.observer.transport, originOf(connection.adminUrl));
  try {
    const identity = await find(task, kratos, plan);
    await plan.agree(identity, kratos);
    const returned = await plan.deed({
      kratos,
      secrets: secrets.read,
      settings: connection.settings,
      log: (message) => task.say(message),
      progress: (done, total) => world.onProgress?.(done, total),
      report: (done) => void Object.assign(results, done),
      signal: task.signal,
      now: world.now,
      operation: task.dryRun ? undefined : task.numbers?.operation,
      host: connection.host,
      identity,
    });
    Object.assign(results, returned);
  } finally {
    if (gate !== undefined) results['requests'] = gate.heldBack;
  }
}

/** Below everything that a handler can reach: its requests end with its task, and its first write is recorded before it is sent. */
function observed(task: Task, { connection, look }: TaskPlan): TaskObserver {
  return observeTask(
    async (request) => {
      await look();
      const { signal } = request;
      const ends = signal === undefined ? task.signal : AbortSignal.any([signal, task.signal]);
      return connection.transport({ ...request, signal: ends });
    },
    {
      async beforeFirstWrite() {
        if (task.numbers !== undefined) await task.world.history.markWriting(task.numbers.task);
        task.writing = true;
      },
    },
  );
}

async function find(
  task: Task,
  kratos: KratosAdmin,
  { selector, scan, mayBeGone }: TaskPlan,
): Promise<Identity | undefined> {
  if (selector === undefined) return undefined;
  try {
    const identity = await findIdentity(kratos, selector, { scan });
    task.results['identity-id'] = identity.id;
    return identity;
  } catch (error) {
    if (mayBeGone === true && error instanceof IdpError && error.code === 'identity-not-found')
      return undefined;
    throw error;
  }
}

type Mask = ((text: string) => string) | undefined;

function both(one: Mask, other: Mask): Mask {
  if (one === undefined || other === undefined) return one ?? other;
  return (text) => one(other(text));
}

/** Nothing that a quick command needs. */
const loadEchoMasks = () => import('../kratos/error-without-echo.ts');

async function endTask(task: Task, status: Status, error?: IdpError): Promise<Outcome> {
  const completed = task.time();
  task.leave();
  const mask = task.echoMask();
  // Data comes from Kratos as it is; whatever answers in its place may have put into it what it was sent.
  if (mask !== undefined)
    Object.assign(task.results, (await loadEchoMasks()).withoutEcho(task.results, mask));
  await closeRecord(task, status, completed, error);
  return taskOutcome(task, status, completed, error);
}

/** `reason` is an error of ours where this one task was cancelled. */
function asAborted(thrown: unknown, reason: unknown): IdpError {
  if (reason instanceof IdpError) return reason;
  const error = toIdpError(thrown);
  return error.code === 'aborted' ? error : new IdpError('aborted', 'Interrupted.', { cause: thrown });
}

function statusOf(error: IdpError, task: Task): Status {
  if (error.code === 'cancelled') return 'cancelled';
  if (error.code === 'aborted') return 'aborted';
  // Recorded, but never run: somebody else would have been hit.
  return error.code === 'confirmation-required' && task.numbers !== undefined ? 'error' : 'failed';
}
