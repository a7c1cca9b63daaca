import { IdpError } from '../errors/idp-error.ts';
import type { BatchOutcome } from './batch-answer.ts';

/**
 * What it means that a batch got no answer: nothing was sent, or nobody knows. Whatever is no failure of the network is
 * thrown as it is.
 */
export function lostBatch(error: unknown): BatchOutcome {
  if (!(error instanceof IdpError) || !ofTheNetwork.has(error.code)) throw error;
  if (error.details?.['may-have-been-done'] !== true) return { kind: 'unsent', error };
  return { kind: 'unknown', error, retryAfterMs: undefined };
}

const ofTheNetwork: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'unexpected-answer']);
