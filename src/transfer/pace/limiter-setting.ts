import type { LimiterBounds } from './send-limiter.ts';

/** What no setting goes beyond. */
export type BatchBounds = Omit<LimiterBounds, 'protectMs'>;

/** A way of sending. */
export interface Setting {
  /** Rows of a batch. */
  readonly batch: number;
  /** Batches at once. */
  readonly concurrency: number;
  /** Before each batch. */
  readonly pauseMs: number;
}

/** In which way a neighbour differs. */
export type Direction = 'shorter-pause' | 'more-at-once' | 'larger-batch' | 'fewer-at-once' | 'smaller-batch';

/** With no more rows under way than may be in memory. */
export function fitting({ batch, concurrency, pauseMs }: Setting): Setting {
  const largest = Math.max(1, Math.floor(mostRows / concurrency));
  return { batch: Math.min(batch, largest), concurrency, pauseMs };
}

/** The neighbour in that direction, a large step or a small one away; the same setting where there is none. */
export function neighbour(
  { batch, concurrency, pauseMs }: Setting,
  direction: Direction,
  isLargeStep: boolean,
  { largestBatch, maxConcurrency }: BatchBounds,
): Setting {
  const factor = isLargeStep ? 2 : 1.5;
  switch (direction) {
    case 'shorter-pause':
      return { batch, concurrency, pauseMs: isLargeStep || pauseMs < 2 * shortestPause ? 0 : pauseMs / 2 };
    case 'more-at-once':
      return { batch, concurrency: Math.min(maxConcurrency, Math.ceil(concurrency * factor)), pauseMs };
    case 'larger-batch':
      return { batch: Math.min(largestBatch, batch * 2), concurrency, pauseMs };
    case 'smaller-batch':
      return { batch: Math.ceil(batch / 2), concurrency, pauseMs };
    case 'fewer-at-once': {
      // With one at a time the server waits for the client between batches.
      const fewer = Math.max(2, Math.floor(concurrency / factor));
      return { batch, concurrency: Math.min(concurrency, fewer), pauseMs };
    }
  }
}

/**
 * Of a server that takes no more requests, but goes on with others: half as many at once, with twice the rows, since those who limit count
 * requests. Where one at a time is too many, and a batch cannot be larger, there are pauses.
 */
export function fewerRequests(
  { batch, concurrency, pauseMs }: Setting,
  { largestBatch }: BatchBounds,
): Setting {
  const isLeast = concurrency === 1 && batch === largestBatch;
  return {
    batch: Math.min(largestBatch, batch * 2),
    concurrency: Math.max(1, Math.floor(concurrency / 2)),
    pauseMs: isLeast ? Math.min(longestPause, Math.max(shortestPause, pauseMs * 2)) : pauseMs,
  };
}

/** Of a server that fails, or takes too long. */
export function halved({ batch, concurrency, pauseMs }: Setting, wasSlow: boolean): Setting {
  return {
    batch: wasSlow ? Math.max(1, Math.floor(batch / 2)) : batch,
    concurrency: Math.max(1, Math.floor(concurrency / 2)),
    pauseMs,
  };
}

export const isSame = (one: Setting, other: Setting): boolean =>
  one.batch === other.batch && one.concurrency === other.concurrency && one.pauseMs === other.pauseMs;

const mostRows = 2000;
const shortestPause = 50;
const longestPause = 5000;
