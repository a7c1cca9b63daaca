import { setTimeout as wait } from 'node:timers/promises';
import { signalExit } from '../../../errors/error-table.ts';
import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import type { HistoryReader } from '../../../history/history-reader.ts';
import { renderError } from '../render-end.ts';
import type { ShowOptions } from './history-options.ts';
import { shownClock } from './shown-time.ts';

/** What is watched: how to ask whether it has ended, and the task whose log is shown meanwhile. */
export type Watched = {
  /** Such as `task 2`. */
  readonly name: string;
  isOver(): Promise<boolean>;
  readonly task: string | undefined;
};

/**
 * Waits until it has ended, its log lines going to standard error as they come. Looks twice a second: nobody tells a
 * process what another one writes into a database. A signal ends the watching and not what is watched; gives its exit
 * status then.
 */
export async function watch(
  host: Host,
  reader: HistoryReader,
  watched: Watched,
  options: ShowOptions,
): Promise<number | undefined> {
  const interruption = host.interruption();
  let told = 0;
  const tellLog = async () => {
    if (watched.task === undefined || options.quiet === true) return;
    const lines = (await reader.logOf(watched.task)).slice(told);
    told += lines.length;
    for (const { time, message } of lines) {
      host.stderr.write(`${shownClock(time, options.utc === true)} ${printable(message)}\n`);
    }
  };
  while (!interruption.signal.aborted) {
    // Asked before the log is read, which then has all its lines.
    const isOver = await watched.isOver();
    await tellLog();
    if (isOver) return undefined;
    // It fails with the signal, and the loop ends.
    await wait(500, undefined, { signal: interruption.signal }).catch(() => undefined);
  }
  host.stderr.write(
    renderError({ code: 'aborted', message: `${watched.name} is no longer watched, and goes on.` }, host),
  );
  return signalExit[interruption.received() ?? 'SIGINT'];
}
