import type { ErrorCode } from '../errors/error-table.ts';
import type { ManyCounts } from './many.ts';
import type { Outcome, OutcomeError } from './outcome.ts';

/** How a run over many stands: what ended how, and why no further task should begin. */
export type Tally = {
  readonly counts: ManyCounts;
  /** Of the aborted, without those that somebody cancelled: they can be taken up. */
  readonly left: Pick<ManyCounts, 'aborted' | 'uncertain'>;
  /** How many failed for which reason. */
  readonly reasons: Readonly<Partial<Record<ErrorCode, number>>>;
  /** What the last task that did not complete ended with. */
  readonly lastError: OutcomeError | undefined;
  /** Takes in a task that has ended: whether its first write was sent, and whether somebody cancelled it. */
  ended(outcome: Outcome, how: { readonly writing: boolean; readonly cancelled: boolean }): void;
  /** Takes in those that never ran at the end: so many are aborted, and what is left was cancelled before. */
  neverRan(aborted: number): void;
  /** A sentence, once there is a reason to begin no further task. */
  stopReason(): string | undefined;
};

/** Counts `targets` tasks as they end. `maxFailures` stops, and so do 20 failures in a row that say that nothing can work. */
export function createTally(targets: number, maxFailures: number | undefined): Tally {
  const counts = { targets, completed: 0, changed: 0, unchanged: 0, failed: 0, cancelled: 0 };
  const unfinished = { aborted: 0, uncertain: 0 };
  const left = { aborted: 0, uncertain: 0 };
  const reasons: Partial<Record<ErrorCode, number>> = {};
  let hopeless = 0;
  let lastError: OutcomeError | undefined;

  function failed(code: ErrorCode): void {
    counts.failed += 1;
    reasons[code] = (reasons[code] ?? 0) + 1;
  }

  return {
    get counts() {
      return { ...counts, ...unfinished };
    },
    left,
    reasons,
    get lastError() {
      return lastError;
    },
    ended({ status, results, error }, { writing, cancelled }) {
      const code = error?.code ?? 'internal';
      lastError = error ?? lastError;
      if (status === 'completed') {
        counts.completed += 1;
        if (results['changed'] === true) counts.changed += 1;
        else counts.unchanged += 1;
      } else if (status === 'cancelled') counts.cancelled += 1;
      else if (status === 'aborted') {
        for (const counted of cancelled ? [unfinished] : [unfinished, left]) {
          counted.aborted += 1;
          if (writing) counted.uncertain += 1;
        }
      } else failed(code);
      hopeless = status === 'failed' && hopelessCodes.has(code) ? hopeless + 1 : 0;
    },
    neverRan(aborted) {
      unfinished.aborted += aborted;
      left.aborted += aborted;
      counts.cancelled = targets - counts.completed - counts.failed - unfinished.aborted;
    },
    stopReason() {
      if (hopeless >= hopelessInARow) {
        return `Stopped: ${hopelessInARow} in a row failed, the last one with ${lastError?.code}, so none would do better.`;
      }
      if (maxFailures === undefined || counts.failed < maxFailures) return undefined;
      return `Stopped: ${counts.failed} failed, and --max-failures allows no more.`;
    },
  };
}

/** Nobody wants to wait for 100,000 time-outs. */
const hopelessInARow = 20;
const hopelessCodes: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'timeout',
  'unauthorised',
  'forbidden',
]);
