import { setTimeout as pause } from 'node:timers/promises';
import { IdpError } from '../../errors/idp-error.ts';

/** Waits, unless the import is to end: then it fails with aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new IdpError('aborted', 'Interrupted while waiting.', { cause });
  }
}
