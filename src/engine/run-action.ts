import type { Identity } from '@ory/client';
import { IdpError, toIdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';
import { createAdmin, type KratosAdmin } from '../kratos/admin.ts';
import { dryRun } from '../kratos/dry-run.ts';
import { findIdentity } from '../kratos/find-identity.ts';
import { originOf } from '../kratos/kratos-urls.ts';
import type { ActionRequest, EngineWorld } from './engine-world.ts';
import { outcomeError, type Outcome } from './outcome.ts';
import type { Parameters } from './parameters.ts';
import { requireConsent } from './policy.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import { closeRecord, openRecord } from './record-run.ts';
import { startRun, type Run } from './run.ts';

/**
 * The one path from a request to its outcome: catalog, parameters, policy, record, deed. It never rejects: every
 * failure is an outcome, and `onError` is given the error itself for those who want its trace.
 */
export async function runAction(
  request: ActionRequest,
  world: EngineWorld,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const run = startRun(request, world);
  try {
    const prepared = await prepareRun(run);
    await openRecord(run, prepared);
    await perform(run, prepared);
    return await end(run, 'completed');
  } catch (thrown) {
    const error = world.signal.aborted ? asAborted(thrown) : toIdpError(thrown);
    onError?.(error);
    return end(run, statusOf(error, run), error);
  }
}

/** Finds whom it is about, gets consent, and does the deed. */
async function perform(
  run: Run,
  { entry, action, parameters, connection, secrets }: PreparedRun,
): Promise<void> {
  const { request, world, results } = run;
  const gate = request.dryRun ? dryRun(connection.transport) : undefined;
  const kratos = createAdmin(gate?.transport ?? connection.transport, originOf(connection.adminUrl));
  run.started = run.time();
  try {
    const identity = await find(run, kratos, parameters);
    await requireConsent(entry, request.consent, request.dryRun, world.ask, {
      host: connection.host,
      context: connection.context,
      insecure: connection.insecure,
      identity,
      kratos,
      signal: world.signal,
    });
    const returned = await action.run(parameters.values as never, {
      kratos,
      secrets,
      settings: connection.settings,
      log: (message) => run.say(message),
      progress: (done, total) => world.onProgress?.(done, total),
      report: (done) => void Object.assign(results, done),
      signal: world.signal,
      now: world.now,
      identity: identity as Identity,
    });
    Object.assign(results, returned);
  } finally {
    if (gate !== undefined) results['requests'] = gate.heldBack;
  }
}

async function find(run: Run, kratos: KratosAdmin, { selector }: Parameters): Promise<Identity | undefined> {
  if (selector === undefined) return undefined;
  const identity = await findIdentity(kratos, selector, { scan: run.request.scan });
  run.results['identity-id'] = identity.id;
  return identity;
}

async function end(run: Run, status: Status, error?: IdpError): Promise<Outcome> {
  const completed = run.time();
  const timing = { enqueued: run.enqueued, started: run.started ?? completed, completed };
  await closeRecord(run, status, timing, error);
  return {
    operation: run.numbers?.operation ?? null,
    task: run.numbers?.task ?? null,
    action: run.action,
    status,
    results: run.results,
    log: run.log,
    timing: run.enqueued === '' ? null : timing,
    'dry-run': run.request.dryRun,
    ...(error === undefined ? {} : { error: outcomeError(error) }),
  };
}

function asAborted(thrown: unknown): IdpError {
  const error = toIdpError(thrown);
  return error.code === 'aborted' ? error : new IdpError('aborted', 'Interrupted.', { cause: thrown });
}

function statusOf(error: IdpError, run: Run): Status {
  if (error.code === 'cancelled') return 'cancelled';
  if (error.code === 'aborted') return 'aborted';
  // Recorded, but never run: somebody else would have been hit.
  return error.code === 'confirmation-required' && run.numbers !== undefined ? 'error' : 'failed';
}
