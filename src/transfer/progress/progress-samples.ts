import type { ProgressSample } from './import-progress.ts';

/** Points of the report's curves: never too many, however long it takes. */
export interface ProgressSamples {
  /** Whether the next point is due. */
  isDue(seconds: number): boolean;
  add(sample: ProgressSample): void;
  all(): readonly ProgressSample[];
}

/**
 * A point each quarter of a second; when there are `limit`, every other one goes, and the time between two of them doubles.
 */
export function createProgressSamples(limit = 600): ProgressSamples {
  let kept: ProgressSample[] = [];
  let stepSeconds = 0.25;
  return {
    isDue(seconds) {
      const last = kept.at(-1);
      return last === undefined || seconds - last.seconds >= stepSeconds;
    },
    add(sample) {
      kept.push(sample);
      if (kept.length < limit) return;
      // The last one stays: it is where the curves end so far.
      kept = kept.filter((_, at) => at % 2 === (kept.length - 1) % 2);
      stepSeconds *= 2;
    },
    all: () => kept.slice(),
  };
}
