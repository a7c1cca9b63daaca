import type { Host } from '../../../host/host.ts';
import type { ProgressBar } from '../../../host/progress-bar.ts';
import type { ImportProgress } from '../../../transfer/progress/import-progress.ts';
import { isColourful } from '../colour.ts';
import type { GlobalOptions } from '../options.ts';
import { importLines } from './import-lines.ts';
import { importShare, importWords } from './import-words.ts';
import { alertLine, alertText, createRejectAlert } from './reject-alert.ts';

/** How far an import is, on standard error: a line drawn anew on a terminal, JSON lines off it, nothing with --quiet. */
export type ShownImport = {
  /** To be told each second or so, also while nothing ends. */
  update(progress: ImportProgress): void;
  /** Writes a line of text so that it does not stand in the one that is drawn. */
  say(text: string): void;
  /** Leaves a clean line; off a terminal it tells once more. */
  stop(): void;
};

/** Everything that draws is loaded before anything is sent. */
export async function showImport(host: Host, { quiet }: Pick<GlobalOptions, 'quiet'>): Promise<ShownImport> {
  const write = (text: string): void => host.stderr.write(text);
  if (quiet === true) return { update: () => undefined, say: write, stop: () => undefined };
  return host.progressBar === undefined ? linesOn(host) : lineOn(host, await host.progressBar('import'));
}

function lineOn(host: Host, bar: ProgressBar): ShownImport {
  const alertOf = createRejectAlert();
  const colours = isColourful(host.stderr, host);
  const paint = (text: string): string => (colours ? `\u001B[33m${text}\u001B[39m` : text);
  const say = (text: string): void => {
    bar.stop();
    host.stderr.write(text);
  };
  return {
    update(progress) {
      const alert = alertOf(progress);
      if (alert !== undefined) say(`${paint('alert:')} ${alertText(alert)}\n`);
      bar.show(importShare(progress), (columns) => importWords(progress, columns, paint));
    },
    say,
    stop: () => bar.stop(),
  };
}

function linesOn({ stderr, now }: Host): ShownImport {
  const alertOf = createRejectAlert();
  const write = (text: string): void => stderr.write(text);
  const lines = importLines({
    write,
    now,
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
  });
  return {
    update(progress) {
      const alert = alertOf(progress);
      if (alert !== undefined) write(alertLine(alert, now()));
      lines.update(progress);
    },
    say: write,
    stop: () => lines.end(),
  };
}
