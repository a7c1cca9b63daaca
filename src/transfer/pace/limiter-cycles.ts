import type { ObservedBatch } from './send-limiter.ts';

/** Gives the rate, rows a millisecond, with the batch that completes a measurement. */
export type CycleMeter = (batch: ObservedBatch) => number | undefined;

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
  return (batch) => {
    if (batch.startedAt < since) return undefined;
    if (first === undefined) {
      first = batch.endedAt;
      return undefined;
    }
    ended += 1;
    rows += batch.rows;
    const tookMs = batch.endedAt - first;
    const isWhole = ended >= cycles * concurrency && ended % concurrency === 0;
    return isWhole && tookMs >= leastMs ? rows / Math.max(tookMs, Number.MIN_VALUE) : undefined;
  };
}
