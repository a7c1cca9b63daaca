import type { BatchBounds } from './limiter-setting.ts';
import type { ObservedBatch } from './send-limiter.ts';

/** Finds how many rows make a batch that is worth its request. */
export interface Sizing {
  /** After a batch of that size, which is to take `aimMs`: the size of the next ones, or undefined when it is right. */
  next(batch: ObservedBatch, size: number, aimMs: number): number | undefined;
  /** Forgets what it saw. */
  restart(): void;
}

/**
 * Lets batches grow up to fourfold at a time until one takes `aimMs`: then the cost of a request is little beside that of its rows,
 * not many rows are lost with one, and the last ones end at nearly the same time. Where the request itself takes that long,
 * because the server is far away, they grow as long as larger ones are clearly more rows a second.
 */
export function createSizing(bounds: BatchBounds): Sizing {
  let before: { readonly rows: number; readonly rate: number } | undefined;
  return {
    next({ rows, tookMs }, size, aimMs) {
      const isSmall = tookMs < aimMs / 1.5;
      const largest = bounds.largestBatch;
      // The end of the input, or rows that fill a request early, are no measure; some may be there already, and are not sent.
      if (rows < size * leastShare || size >= largest) return undefined;
      const rate = rows / Math.max(tookMs, 0.1);
      const pays =
        before === undefined ? rows < few : rate >= before.rate * (rows / before.rows) ** leastExponent;
      if (!isSmall && (!pays || tookMs > aimMs * 4)) return undefined;
      before = { rows, rate };
      return Math.min(largest, Math.ceil(size * (isSmall ? Math.min(4, aimMs / tookMs) : 4)));
    },
    restart() {
      before = undefined;
    },
  };
}

/** Of a batch, in milliseconds: what is lost with one must be looked up, row by row. */
export const longestMs = 8000;

/** So few that the request itself may be most of the time. */
const few = 10;
/** Where fewer are sent, to look up the others takes most of the time. */
const leastShare = 0.25;
/** A fourfold batch must be twice as many rows a second. */
const leastExponent = 0.5;
