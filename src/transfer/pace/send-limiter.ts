import { createClimb } from './limiter-climb.ts';
import { createGuard } from './limiter-guard.ts';

/** How many rows go into a batch and how many batches are under way, found out while sending. */
export interface SendLimiter {
  /** Rows of the next batch. */
  batchSize(): number;
  /** Requests at once. */
  concurrency(): number;
  /** How long to wait before the next batch, in milliseconds; mostly 0. */
  pauseMs(): number;
  /** After each batch that was answered or not. */
  observe(batch: ObservedBatch): void;
  /** After each canary read of --protect, in milliseconds. */
  observeCanary(tookMs: number): void;
}

export interface ObservedBatch {
  readonly rows: number;
  readonly tookMs: number;
  /** When it began and ended, milliseconds of a monotonic clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** 429, 5xx, a timeout or a connection that failed. */
  readonly isOverload: boolean;
  /**
   * Refused as a whole: `rows` for what is in it, which says nothing of the pace, and `size` for being too large. A server that
   * fails at three in succession (isOverload) fails at more than rows.
   */
  readonly refusal?: 'rows' | 'size' | undefined;
  /** How many requests were under way when it was sent, with it. */
  readonly underWay: number;
}

export interface LimiterBounds {
  /** 1000, or 200 where any password is plain. */
  readonly largestBatch: number;
  readonly maxConcurrency: number;
  readonly protectMs: number | undefined;
}

/**
 * Climbs to the setting at which the server takes most rows a second (limiter-climb.ts), and no further than the users of
 * the server can bear (limiter-guard.ts). Knows no clock but that of what it observes.
 */
export function createSendLimiter(bounds: LimiterBounds): SendLimiter {
  const climb = createClimb(bounds);
  const guard = bounds.protectMs === undefined ? undefined : createGuard(bounds.protectMs);

  const allowed = () => {
    const wanted = climb.setting();
    return guard === undefined ? wanted : guard.restrict(wanted);
  };

  return {
    batchSize: () => allowed().batch,
    concurrency: () => allowed().concurrency,
    pauseMs: () => allowed().pauseMs,
    observe(batch) {
      climb.observe(batch, allowed());
    },
    observeCanary(tookMs) {
      guard?.observe(tookMs, climb.setting());
    },
  };
}
