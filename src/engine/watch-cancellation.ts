import { IdpError } from '../errors/idp-error.ts';
import type { History } from '../history/history.ts';

export type Watch = {
  /** To be called before a request. */
  look(): Promise<void>;
  stop(): void;
};

/**
 * Asks history which running tasks of an operation somebody wants cancelled: every second, and before requests. Not in
 * the first second, in which most runs are over. History that cannot be read cancels nothing.
 */
export function watchCancellation(
  history: History,
  operation: string,
  cancel: (task: string) => void,
): Watch {
  let due = Date.now() + 1000;
  async function ask(): Promise<void> {
    due = Date.now() + 100;
    try {
      for (const task of await history.cancelRequested(operation)) cancel(task);
    } catch {
      // The run itself finds out that history fails, when it has something to write.
    }
  }
  const timer = setInterval(() => void ask(), 1000);
  // It must not keep a process alive that has nothing else to do.
  timer.unref();
  return {
    look: async () => {
      if (Date.now() >= due) await ask();
    },
    stop: () => clearInterval(timer),
  };
}

/** Of a run that is not recorded. */
export const noWatch: Watch = { look: async () => {}, stop: () => {} };

/** What a running task ends with when somebody asked for it. */
export const cancelledByRequest = (): IdpError => new IdpError('aborted', 'Cancelled by cancel-task.');
