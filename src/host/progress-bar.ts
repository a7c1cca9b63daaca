import type { SingleBar } from 'cli-progress';

/** How far a run over many is, on one line of a terminal that is drawn anew. */
export type ProgressBar = {
  update(progress: { readonly done: number; readonly total: number; readonly failed: number }): void;
  /** Takes the line away; what is written next begins where it began. */
  stop(): void;
};

/** Draws from the first update on. `now` is in milliseconds. */
export async function openProgressBar(
  name: string,
  output: NodeJS.WritableStream,
  now: () => number = Date.now,
): Promise<ProgressBar> {
  const { default: progress } = await import('cli-progress');
  let bar: SingleBar | undefined;
  let began = 0;
  const stop = (): void => bar?.stop();
  return {
    update({ done, total, failed }) {
      const rate = perSecond(done, now() - began);
      if (bar !== undefined) return bar.update(done, { failed, rate });
      began = now();
      bar = new progress.SingleBar({
        stream: output,
        format: `${name} [{bar}] {value}/{total}  {failed} failed  {rate}/s  ETA {eta_formatted}`,
        barsize: 24,
        etaBuffer: 200,
        clearOnComplete: true,
      });
      bar.start(total, done, { failed, rate: '-' });
      // A second Ctrl-C ends the process at once; the terminal would be left as the bar wants it.
      process.once('exit', stop);
    },
    stop() {
      stop();
      process.off('exit', stop);
    },
  };
}

const perSecond = (count: number, milliseconds: number): string =>
  milliseconds < 1000 ? '-' : ((count * 1000) / milliseconds).toFixed(1);
