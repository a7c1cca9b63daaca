import type { IdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';
import { outcomeError, type Outcome } from './outcome.ts';
import type { Task } from './task.ts';

/** The outcome of a task at its end. A request refused before it was recorded has no timing. */
export function taskOutcome(task: Task, status: Status, completed: string, error?: IdpError): Outcome {
  const timing = { enqueued: task.enqueued, started: task.started ?? completed, completed };
  return {
    operation: task.numbers?.operation ?? null,
    task: task.numbers?.task ?? null,
    action: task.action,
    status,
    results: task.results,
    log: task.log,
    timing: task.enqueued === '' ? null : timing,
    'dry-run': task.dryRun,
    ...(error === undefined ? {} : { error: outcomeError(error) }),
  };
}
