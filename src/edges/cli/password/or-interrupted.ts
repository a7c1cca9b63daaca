import { outcomeError } from '../../../engine/outcome.ts';
import { signalExit } from '../../../errors/error-table.ts';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError } from '../render-end.ts';
import { renderData } from '../render-outcome.ts';
import { interrupted } from './in-order.ts';

/** The exit status of a command, or that of the signal which ended it before it answered anything. */
export async function orInterrupted(
  host: Host,
  options: GlobalOptions,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (thrown) {
    const { signal, received } = interruptionOf(host);
    if (!signal.aborted) throw thrown;
    const error = outcomeError(interrupted(thrown));
    if (options.format !== 'text') host.stdout.write(await renderData({ error }, options.format));
    host.stderr.write(renderError(error, host));
    return signalExit[received ?? 'SIGINT'];
  }
}

function interruptionOf(host: Host) {
  const interruption = host.interruption();
  return { signal: interruption.signal, received: interruption.received() };
}
