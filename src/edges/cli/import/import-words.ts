import { endedOf } from '../../../transfer/import/import-counts.ts';
import type { ImportProgress } from '../../../transfer/progress/import-progress.ts';
import { duration } from './duration.ts';

/** How much of it is done, 0 to 1, by the bytes whose rows have ended; undefined for a pipe. */
export function importShare(progress: ImportProgress): number | undefined {
  const { bytesRead, bytesAll, read, isCheck } = progress;
  if (bytesAll === undefined) return undefined;
  if (bytesAll === 0 || read === 0) return 0;
  return Math.min(1, (bytesRead / bytesAll) * (isCheck ? 1 : endedOf(progress) / read));
}

/**
 * Where an import stands, in so many columns: the longest way to say it that fits, else the shortest. `paint` colours what is
 * not as it should be.
 */
export function importWords(
  progress: ImportProgress,
  columns: number,
  paint: (text: string) => string,
): string {
  const [shortest = [], ...longer] = ways(progress).toReversed();
  const words = longer.toReversed().find((one) => lengthOf(one) <= columns) ?? shortest;
  return words.map(({ text, isAlarming }) => (isAlarming === true ? paint(text) : text)).join('  ');
}

type Word = { readonly text: string; readonly isNone?: boolean; readonly isAlarming?: boolean };

const lengthOf = (words: readonly Word[]): number => words.map(({ text }) => text).join('  ').length;

/** From the longest to the shortest. */
function ways(progress: ImportProgress): Word[][] {
  const { secondsLeft, rateNow, rateMean, concurrency, batchSize } = progress;
  const share = importShare(progress);
  const done = share === undefined ? `${short(progress.read)} read` : `${Math.floor(share * 100)}%`;
  const left = secondsLeft === undefined ? [] : [{ text: `ETA ${duration(secondsLeft)}` }];
  const [now, mean] = [short(rateNow), short(rateMean)];
  const latency = `${Math.round(progress.latencyMs)} ms`;
  const load = [{ text: `${concurrency}×${batchSize} ${latency}` }];
  const begin = (rate: string): Word[] => [{ text: done }, { text: rate }, ...left];
  if (progress.isCheck) return checkWays(progress, begin);
  const counts = countsOf(progress, 1, String);
  const least = countsOf(progress, 0, short).filter(({ isNone }) => isNone !== true);
  return [
    [
      ...begin(`${now} rows/s, mean ${mean}`),
      ...counts,
      { text: `${concurrency} × ${batchSize} rows in ${latency}` },
    ],
    [...begin(`${now}/s (mean ${mean})`), ...counts, ...load],
    [...begin(`${now}/s (mean ${mean})`), ...countsOf(progress, 0, short), ...load],
    [...begin(`${now}/s (mean ${mean})`), ...least, ...load],
    [...begin(`${now}/s`), ...least, ...load],
    [...begin(`${now}/s`), ...least],
    begin(`${now}/s`),
  ];
}

function checkWays({ read, rejected, rateNow }: ImportProgress, begin: (rate: string) => Word[]): Word[][] {
  const count = (text: string): Word => ({ text, isAlarming: rejected > 0 });
  const now = short(rateNow);
  return [
    [...begin(`${now} rows/s`), { text: `checked ${read}` }, count(`not fit ${rejected}`)],
    [...begin(`${now}/s`), count(`not fit ${short(rejected)}`)],
    begin(`${now}/s`),
  ];
}

/** What most imports have none of is told where there is some. `form` is 0 for the short names, 1 for the long ones. */
function countsOf(progress: ImportProgress, form: 0 | 1, shown: (count: number) => string): Word[] {
  return (['created', 'updated', 'unchanged', 'skipped', 'rejected', 'uncertain'] as const)
    .filter((end) => progress[end] > 0 || (end !== 'unchanged' && end !== 'uncertain'))
    .map((end) => ({
      text: `${names[end][form]} ${shown(progress[end])}`,
      isNone: progress[end] === 0,
      isAlarming: progress[end] > 0 && (end === 'rejected' || end === 'uncertain'),
    }));
}

const names = {
  created: ['new', 'created'],
  updated: ['upd', 'updated'],
  unchanged: ['same', 'unchanged'],
  skipped: ['skip', 'skipped'],
  rejected: ['rej', 'rejected'],
  uncertain: ['unsure', 'uncertain'],
} as const;

/** `7`, `3.4`, `312`, `12345`, `123k`, `1.2M`. */
function short(value: number): string {
  if (value >= 999_500) return `${(value / 1_000_000).toFixed(1)}M`;
  if (value >= 99_999.5) return `${Math.round(value / 1000)}k`;
  return value < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}
