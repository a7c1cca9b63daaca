import { runCli } from '../edges/cli/cli.ts';
import { processHost } from './host.ts';

/** The program: the command line in this process. */
export async function start(): Promise<void> {
  process.exitCode = await runCli(processHost());
}
