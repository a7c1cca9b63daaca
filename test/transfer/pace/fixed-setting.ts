import type { SendLimiter } from '../../../src/transfer/pace/send-limiter.ts';

/** Sends in one way, whatever happens: what a limiter is compared with. */
export function fixedSetting(batch: number, concurrency: number): SendLimiter {
  return {
    batchSize: () => batch,
    concurrency: () => concurrency,
    pauseMs: () => 0,
    observe() {},
    observeCanary() {},
  };
}
