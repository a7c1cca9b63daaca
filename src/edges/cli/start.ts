import { processHost } from '../../host/host.ts';
import { runCli } from './cli.ts';

/** The program: all but the first lines of main.ts, which load it. */
export type Program = { readonly start: () => Promise<number> };

/** Runs the command line of this process; gives its exit status. */
export async function start(): Promise<number> {
  return runCli(processHost());
}
