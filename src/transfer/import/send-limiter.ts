/** How many rows go into a batch and how many batches are under way, found out while sending. */
export interface SendLimiter {
  /** Rows of the next batch. */
  batchSize(): number;
  /** Requests at once. */
  concurrency(): number;
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
  /** How many requests were under way when it was sent, with it. */
  readonly underWay: number;
}

export interface LimiterBounds {
  /** 1000, or 200 where any password is plain. */
  readonly largestBatch: number;
  readonly maxConcurrency: number;
  readonly protectMs: number | undefined;
}
