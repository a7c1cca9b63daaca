import { listenForAbort } from '../kratos/abort-listeners.ts';

/** Gives turns, at most `rate` a second, evenly; at once where there is no limit, or when the signal has come. */
export function pace(rate: number | undefined, signal: AbortSignal): () => Promise<void> {
  let free = 0;
  return async () => {
    if (rate === undefined) return;
    const now = Date.now();
    const turn = Math.max(now, free);
    free = turn + 1000 / rate;
    if (turn > now) await wait(turn - now, signal);
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    // A timer may fire up to a millisecond early.
    const timer = setTimeout(finish, Math.ceil(ms) + 1);
    const unlisten = listenForAbort([signal], finish);
  });
}
