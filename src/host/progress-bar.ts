import { stripVTControlCharacters } from 'node:util';
import type { Options, Params, SingleBar } from 'cli-progress';

/** How far something is, on one line of a terminal that is drawn anew. */
export type ProgressBar = {
  /** Of a run over many. */
  update(progress: { readonly done: number; readonly total: number; readonly failed: number }): void;
  /**
   * Of anything else: a bar, where the share (0 to 1) of what is done is known, and words. They are asked for by how many
   * columns there are, may have colours, and are cut where they do not fit.
   */
  show(share: number | undefined, words: (columns: number) => string): void;
  /** Takes the line away; what is written next begins where it began. Drawn again at the next update. */
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
  let began: number | undefined;
  const stop = (): void => bar?.stop();
  const draw = (format: Options['format'], total: number, done: number, payload: object): void => {
    if (bar !== undefined) return bar.update(done, payload);
    bar = new progress.SingleBar({
      stream: output,
      format,
      barsize: 24,
      etaBuffer: 200,
      clearOnComplete: true,
    });
    bar.start(total, done, payload);
    // A second Ctrl-C ends the process at once; the terminal would be left as the bar wants it.
    process.once('exit', stop);
  };
  return {
    update({ done, total, failed }) {
      began ??= now();
      draw(formatOf(name), total, done, { failed, rate: perSecond(done, now() - began) });
    },
    show: (share, words) => draw(lineOf, 1, share ?? 0, { share, words } satisfies Words),
    stop() {
      stop();
      process.off('exit', stop);
      bar = undefined;
    },
  };
}

const formatOf = (name: string): string =>
  `${name} [{bar}] {value}/{total}  {failed} failed  {rate}/s  ETA {eta_formatted}`;

const perSecond = (count: number, milliseconds: number): string =>
  milliseconds < 1000 ? '-' : ((count * 1000) / milliseconds).toFixed(1);

type Words = { readonly share: number | undefined; readonly words: (columns: number) => string };

/** The bar takes what the words leave, up to its size; it goes where that is too little. */
function lineOf({ barsize = 0 }: Options, { maxWidth }: Params, { share, words }: Words): string {
  const text = words(share === undefined ? maxWidth : maxWidth - leastBar - frame);
  const length = stripVTControlCharacters(text).length;
  const room = Math.min(barsize, maxWidth - length - frame);
  if (share === undefined || room < leastBar) {
    return length <= maxWidth ? text : stripVTControlCharacters(text).slice(0, maxWidth);
  }
  const filled = Math.round(Math.min(1, share) * room);
  return `[${'='.repeat(filled)}${'-'.repeat(room - filled)}] ${text}`;
}

const leastBar = 8;
/** Its brackets and the blank behind them. */
const frame = 3;
