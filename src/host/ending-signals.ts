import type { EndingSignal } from '../errors/error-table.ts';
import { signalExit } from '../errors/error-table.ts';

/** What Ctrl-C, SIGTERM and SIGHUP do to this process: abort what runs, and tell which of them it was. */
export type Interruption = { readonly signal: AbortSignal; received(): EndingSignal | undefined };

/** Listens from now on. The first signal aborts, so that the record is closed; a second one ends the process. */
export function listenForSignals(): Interruption {
  const controller = new AbortController();
  let first: EndingSignal | undefined;
  for (const name of Object.keys(signalExit) as EndingSignal[]) {
    process.on(name, () => {
      if (first !== undefined) process.exit(signalExit[first]);
      first = name;
      controller.abort();
    });
  }
  return { signal: controller.signal, received: () => first };
}
