import type { ImportProgress } from '../../../transfer/progress/import-progress.ts';

/** How far an import is, for programs that read standard error. */
export type ImportLines = {
  update(progress: ImportProgress): void;
  /** Tells it once more. */
  end(): void;
};

/** A JSON line every five seconds, and one at the end. Nothing, where nothing ever began. */
export function importLines(world: {
  readonly write: (text: string) => void;
  readonly now: () => Date;
  /** Calls again and again, until what it gives is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}): ImportLines {
  let latest: ImportProgress | undefined;
  let stop: (() => void) | undefined;
  const tell = (): void => {
    if (latest === undefined) return;
    world.write(`${JSON.stringify({ time: world.now().toISOString(), ...numbersOf(latest) })}\n`);
  };
  return {
    update(progress) {
      latest = progress;
      stop ??= world.every(5000, tell);
    },
    end() {
      stop?.();
      tell();
      latest = undefined;
    },
  };
}

/** Every key stands on every line, but for the canary's, which only --protect has; null is what cannot be known. */
const numbersOf = (progress: ImportProgress): Record<string, unknown> => ({
  read: progress.read,
  created: progress.created,
  updated: progress.updated,
  unchanged: progress.unchanged,
  skipped: progress.skipped,
  rejected: progress.rejected,
  uncertain: progress.uncertain,
  seconds: tenths(progress.seconds),
  'rate-now': tenths(progress.rateNow),
  'rate-mean': tenths(progress.rateMean),
  'eta-seconds': progress.secondsLeft === undefined ? null : Math.round(progress.secondsLeft),
  'bytes-read': progress.bytesRead,
  'bytes-all': progress.bytesAll ?? null,
  concurrency: progress.concurrency,
  'batch-size': progress.batchSize,
  'latency-ms': tenths(progress.latencyMs),
  'latency-p95-ms': tenths(progress.latencyP95Ms),
  ...(progress.canaryP95Ms === undefined ? {} : { 'canary-p95-ms': tenths(progress.canaryP95Ms) }),
  overloads: progress.overloads,
});

const tenths = (value: number): number => Math.round(value * 10) / 10;
