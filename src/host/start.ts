import { runCli } from '../edges/cli/cli.ts';
import { processHost } from './host.ts';

/** The program: all but the first lines of main.ts, which load it. */
export type Program = { readonly start: () => Promise<void> };

/** Runs the command line in this process. */
export async function start(): Promise<void> {
  process.exitCode = await runCli(processHost());
}
