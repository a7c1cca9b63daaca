import type { ManyProgress } from '../../../engine/many.ts';

/** How far a run over many is, for programs that read standard error. */
export type ProgressLines = {
  update(progress: ManyProgress): void;
  /** Tells it once more. */
  end(): void;
};

/**
 * A JSON line every five seconds, and one at the end: `{time, operation, done, total, …}`. Nothing, where nothing ever
 * began.
 */
export function progressLines(world: {
  readonly write: (text: string) => void;
  readonly now: () => Date;
  readonly operation: () => string | null;
  /** Calls again and again, until what it gives is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}): ProgressLines {
  let latest: ManyProgress | undefined;
  let stop: (() => void) | undefined;
  const tell = (): void => {
    if (latest === undefined) return;
    const line = { time: world.now().toISOString(), operation: world.operation(), ...numbersOf(latest) };
    world.write(`${JSON.stringify(line)}\n`);
  };
  return {
    update(progress) {
      latest = progress;
      stop ??= world.every(5000, tell);
    },
    end() {
      stop?.();
      tell();
    },
  };
}

/** Of all of them, how many have ended. */
export const doneOf = ({ completed, failed, cancelled, aborted }: ManyProgress): number =>
  completed + failed + cancelled + aborted;

const numbersOf = (progress: ManyProgress): Record<string, number> => ({
  done: doneOf(progress),
  total: progress.targets,
  running: progress.running,
  completed: progress.completed,
  changed: progress.changed,
  failed: progress.failed,
  cancelled: progress.cancelled,
  aborted: progress.aborted,
});
