export interface RowPace {
  /** Waits until a batch of so many rows may be sent. One call at a time. */
  take(rows: number): Promise<void>;
}

export interface PaceWorld {
  /** Rows a second, at most; undefined for no limit. */
  readonly maxRate: number | undefined;
  /** Milliseconds to wait before the next batch in any case: SendLimiter.pauseMs. */
  readonly pauseMs: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** At least so many milliseconds, unless the import is to end. */
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Lets no more than `maxRate` rows go in any second, and spreads them over it. Batches are to be no larger than
 * largestBatchAt says; one that is goes alone, and the rate holds over the time that its rows take.
 */
export function createRowPace({ maxRate, pauseMs, now, wait }: PaceWorld): RowPace {
  /** Of the last second, oldest first. */
  let taken: readonly { readonly at: number; readonly rows: number }[] = [];
  let nextTurn = 0;

  async function waitUntil(turn: number): Promise<number> {
    const before = now();
    if (turn > before) await wait(turn - before);
    return Math.max(turn, now());
  }

  /** When enough of the batches before these rows are a second old. */
  function roomAt(rows: number, rate: number): number {
    let inSecond = rows + taken.reduce((sum, batch) => sum + batch.rows, 0);
    let turn = 0;
    for (const batch of taken) {
      if (inSecond <= rate) break;
      inSecond -= batch.rows;
      turn = batch.at + 1000;
    }
    return turn;
  }

  return {
    async take(rows) {
      const earliest = now() + pauseMs();
      if (maxRate === undefined) {
        await waitUntil(earliest);
        return;
      }
      const at = await waitUntil(Math.max(earliest, nextTurn, roomAt(rows, maxRate)));
      nextTurn = at + (rows / maxRate) * 1000;
      taken = [...taken.filter((batch) => batch.at > at - 1000), { at, rows }];
    },
  };
}

/**
 * Rows of a batch, at most: what goes in half a second, so that a low rate is many small batches rather than a large one now
 * and then.
 */
export function largestBatchAt(maxRate: number | undefined, largest: number): number {
  return maxRate === undefined ? largest : Math.max(1, Math.min(largest, Math.floor(maxRate / 2)));
}
