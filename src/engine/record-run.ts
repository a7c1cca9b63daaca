import { toIdpError, type IdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';
import type { IdentitySelector } from '../kratos/find-identity.ts';
import { maskAddress } from '../kratos/mask.ts';
import type { PreparedRun } from './prepare-run.ts';
import { recordedParameters } from './recorded-parameters.ts';
import { recordedResults } from './recorded-results.ts';
import type { Run } from './run.ts';

/**
 * Gets the numbers of operation and task, before the first request. Where history cannot be written a read (and a dry
 * run) goes on with a warning; what would change something fails with history-unavailable.
 */
export async function openRecord(run: Run, { entry, parameters, connection }: PreparedRun): Promise<void> {
  const { request, world } = run;
  run.enqueued = run.time();
  const { selector } = parameters;
  const values = { ...parameters.values };
  if (selector !== undefined && 'address' in selector) values['email'] = selector.address;
  try {
    run.numbers = await world.history.open({
      action: entry.name,
      effect: entry.effect,
      dryRun: request.dryRun,
      asker: world.asker,
      host: connection.host,
      context: connection.context,
      reason: request.reason,
      parameters: recordedParameters(entry, values),
      target: selector === undefined ? undefined : recordedTarget(selector),
      enqueued: run.enqueued,
    });
  } catch (error) {
    if (entry.effect !== 'read' && !request.dryRun) throw error;
    run.say(`Not recorded: ${toIdpError(error).message}`);
  }
}

/** Closes the record. One that cannot be closed never hides what was done: it is said in the log. */
export async function closeRecord(
  run: Run,
  status: Status,
  timing: { readonly started: string; readonly completed: string },
  error?: IdpError,
): Promise<void> {
  if (run.numbers === undefined) return;
  const { 'identity-id': identityId, changed } = run.results;
  try {
    await run.world.history.close(run.numbers.task, {
      status,
      identityId: typeof identityId === 'string' ? identityId : undefined,
      changed: typeof changed === 'boolean' ? changed : undefined,
      started: timing.started,
      completed: timing.completed,
      error: error === undefined ? undefined : { code: error.code, message: error.recorded },
      results: recordedResults(run.results),
      changes: [],
      requests: [],
    });
  } catch (failure) {
    run.say(`The end of this task is not recorded: ${toIdpError(failure).message}`);
  }
}

const recordedTarget = (selector: IdentitySelector): string =>
  'id' in selector ? selector.id : maskAddress(selector.address.trim());
