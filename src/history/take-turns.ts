/**
 * Tries `work` again while another process holds the database, up to half a minute. Between the tries, each of which
 * waits for at most `waitMs`, this process can do something else, such as heed a signal. SQLite alone would wait in one
 * piece, and look ever more rarely whether it is its turn: of twenty processes that write without a pause, some then
 * get none for five seconds (measured).
 */
export async function takeTurns<T>(work: () => T): Promise<T> {
  // Not performance.now(), which loads node:perf_hooks into every quick command.
  const givenUp = Date.now() + patienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > givenUp) throw error;
    }
    await pause(Math.random() * 10);
  }
}

/** How long one try waits, in milliseconds: `PRAGMA busy_timeout`. */
export const waitMs = 100;

const patienceMs = 30_000;

/** SQLITE_BUSY is 5, with more in the bits above. */
const isBusy = (error: unknown): boolean => (Number((error as { errcode?: unknown }).errcode) & 0xff) === 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
