import type { ManyProgress } from '../../../engine/many.ts';
import type { Host } from '../../../host/host.ts';
import type { ProgressBar } from '../../../host/progress-bar.ts';
import type { GlobalOptions } from '../options.ts';
import { doneOf, progressLines } from './progress-lines.ts';

/** How far it is: a bar on a terminal, JSON lines off it, nothing with --quiet. */
export type ShownProgress = {
  update(progress: ManyProgress, operation: string | null): void;
  /** Leaves a clean line. */
  end(): void;
};

/** Everything that draws is loaded before anything is asked or sent. */
export async function showProgress(
  host: Host,
  { quiet }: Pick<GlobalOptions, 'quiet'>,
  action: string,
): Promise<ShownProgress> {
  if (quiet === true) return { update: () => undefined, end: () => undefined };
  return host.progressBar === undefined ? linesOn(host) : barOf(await host.progressBar(action));
}

function barOf(bar: ProgressBar): ShownProgress {
  return {
    update(progress) {
      // Of one, a question may still have to be put, and there is nothing to see.
      if (progress.targets === 1) return;
      bar.update({ done: doneOf(progress), total: progress.targets, failed: progress.failed });
    },
    end: () => bar.stop(),
  };
}

function linesOn({ stderr, now }: Host): ShownProgress {
  let operation: string | null = null;
  const lines = progressLines({
    write: (text) => stderr.write(text),
    now,
    operation: () => operation,
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
  });
  return {
    update(progress, of) {
      operation = of;
      lines.update(progress);
    },
    end: () => lines.end(),
  };
}
