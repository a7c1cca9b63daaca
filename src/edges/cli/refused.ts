import { outcomeError, type Outcome } from '../../engine/outcome.ts';
import type { IdpError } from '../../errors/idp-error.ts';

/** The outcome of a request that was refused before the engine saw it. */
export function refused(action: string, error: IdpError, dryRun: boolean): Outcome {
  return {
    operation: null,
    task: null,
    action,
    status: error.code === 'aborted' || error.code === 'cancelled' ? error.code : 'failed',
    results: {},
    log: [],
    timing: null,
    'dry-run': dryRun,
    error: outcomeError(error),
  };
}
