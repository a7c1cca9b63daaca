import type { Reachability } from './reachability.ts';

/**
 * Does what may be done twice, patiently, and up to three times where Kratos itself failed at it: its database may have been
 * away for a moment. Gives what came of it last.
 */
export async function persistently<T>(
  reachability: Reachability,
  work: () => Promise<T>,
  hasFailed: (done: T) => boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const done = await reachability.patiently(work);
    if (attempt >= attempts || !hasFailed(done)) return done;
    reachability.slowDown(undefined);
    await reachability.mayGoOn();
    await reachability.untilThere();
  }
}

const attempts = 3;
