import type { ObservedBatch } from './send-limiter.ts';

/** Gives what was measured, with the batch that completes it. */
export type CycleMeter = (batch: ObservedBatch) => Measured | undefined;

export interface Measured {
  /** Rows a millisecond. */
  readonly rate: number;
  /** Whether as many were under way as were allowed: else something before the server is the slower one. */
  readonly isFull: boolean;
}

export interface CycleOptions {
  /** Batches that began earlier were sent in another way. */
  readonly since: number;
  readonly concurrency: number;
  /** How often each of those that are under way ends, at least. */
  readonly cycles: number;
  readonly leastMs: number;
}

/**
 * Measures how fast batches of one setting end. Those under way mostly end together: counted over just any stretch of time, a
 * bunch more or less falsifies the rate by a third. Over whole cycles, as many ends as are under way, or a multiple, it is
 * exact wherever the stretch begins.
 */
export function measureCycles({ since, concurrency, cycles, leastMs }: CycleOptions): CycleMeter {
  let first: number | undefined;
  let ended = 0;
  let rows = 0;
  let most = 0;
  return (batch) => {
    if (batch.startedAt < since) return undefined;
    most = Math.max(most, batch.underWay);
    if (first === undefined) {
      first = batch.endedAt;
      return undefined;
    }
    ended += 1;
    rows += batch.rows;
    const tookMs = batch.endedAt - first;
    const isWhole = ended >= cycles * concurrency && ended % concurrency === 0;
    if (!isWhole || tookMs < leastMs) return undefined;
    return { rate: rows / Math.max(tookMs, Number.MIN_VALUE), isFull: most >= concurrency };
  };
}
