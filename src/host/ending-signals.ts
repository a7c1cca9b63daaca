import type { EndingSignal } from '../errors/error-table.ts';
import { signalExit } from '../errors/error-table.ts';

/** What Ctrl-C, SIGTERM and SIGHUP do to this process: abort what runs, and tell which of them it was. */
export type Interruption = {
  readonly signal: AbortSignal;
  received(): EndingSignal | undefined;
  /**
   * Ends the process as the signal that was received does, at once: the regular end and process.exit would wait for keys
   * that are still derived, for hours with the costs that a hash may name. Absent where there is no process to end.
   */
  readonly endAtOnce?: () => void;
};

/** Listens from now on. The first signal aborts, so that the record is closed; a second one, but for a second hang-up, ends the process. */
export function listenForSignals(): Interruption {
  const controller = new AbortController();
  let first: EndingSignal | undefined;
  const endAtOnce = (): void => {
    if (first === undefined) return;
    process.removeAllListeners(first);
    process.kill(process.pid, first);
  };
  for (const name of Object.keys(signalExit) as EndingSignal[]) {
    process.on(name, () => {
      // A terminal that goes away hangs up twice: the system does, and whoever ran the terminal.
      if (first === 'SIGHUP' && name === first) return;
      if (first !== undefined) return endAtOnce();
      first = name;
      controller.abort();
    });
  }
  return { signal: controller.signal, received: () => first, endAtOnce };
}
