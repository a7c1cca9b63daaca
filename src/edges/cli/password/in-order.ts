import { setImmediate } from 'node:timers/promises';
import { IdpError } from '../../../errors/idp-error.ts';

/**
 * Works on items, at most `atOnce` of them at a time, and hands over the results in the order of the items. `onWait` is
 * called before the next of them is waited for; `take` answers false where no more are wanted. Fails as `work` does, and
 * with aborted as soon as the signal comes, whatever is under way.
 */
export async function inOrder<T, R>(
  items: readonly T[],
  options: {
    readonly atOnce: number;
    readonly signal: AbortSignal;
    readonly work: (item: T) => Promise<R>;
    readonly take: (result: R) => Promise<boolean>;
    readonly onWait: () => Promise<unknown>;
  },
): Promise<boolean> {
  const underWay: Begun<R>[] = [];
  for (let next = 0; next < items.length || underWay.length > 0;) {
    while (underWay.length < options.atOnce && next < items.length) {
      underWay.push(begin(options.work(items[next] as T)));
      next += 1;
    }
    const [first] = underWay;
    if (first === undefined) break;
    // What takes no time is there after a turn, in which signals are heard too.
    if (!first.isSettled) await setImmediate();
    if (!first.isSettled) await options.onWait();
    const result = await unlessAborted(first.result, options.signal);
    underWay.shift();
    if (!(await options.take(result))) return false;
  }
  return true;
}

type Begun<R> = { readonly result: Promise<R>; isSettled: boolean };

function begin<R>(result: Promise<R>): Begun<R> {
  const begun: Begun<R> = { result, isSettled: false };
  const settle = (): void => void (begun.isSettled = true);
  result.then(settle, settle);
  return begun;
}

/** A listener a wait, for a race with one promise of the signal would keep something of every wait. */
async function unlessAborted<R>(result: Promise<R>, signal: AbortSignal): Promise<R> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** Nothing is changed by any of these commands. */
export const interrupted = (cause?: unknown): IdpError =>
  new IdpError('aborted', 'Interrupted before every line was answered.', {
    hint: 'Nothing was changed: run it again.',
    cause,
  });
