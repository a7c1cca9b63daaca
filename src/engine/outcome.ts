import { errorTable, signalExit, type EndingSignal, type ErrorCode } from '../errors/error-table.ts';
import type { IdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';

/** The one shape of an answer, on every front door. Keys are kebab-case; times are ISO 8601 in UTC. */
export type Outcome = {
  readonly operation: string | null;
  readonly task: string | null;
  readonly action: string;
  readonly status: Status;
  /** What the action answers; on failure what was already done. May hold Secrets: reveal only to the asker. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly log: readonly LogLine[];
  readonly timing: { readonly enqueued: string; readonly started: string; readonly completed: string } | null;
  readonly 'dry-run': boolean;
  readonly error?: OutcomeError;
};

export type LogLine = { readonly time: string; readonly message: string };

export type OutcomeError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** An error as the outcome shows it. */
export function outcomeError(error: IdpError): OutcomeError {
  return {
    code: error.code,
    message: error.message,
    hint: error.hint,
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}

/** The exit status of a run; a signal has its own. */
export function exitStatus(outcome: Outcome, signal?: EndingSignal): number {
  if (outcome.error === undefined) return 0;
  if (outcome.error.code === 'aborted' && signal !== undefined) return signalExit[signal];
  return errorTable[outcome.error.code].exit;
}
