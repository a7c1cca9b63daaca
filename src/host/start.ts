import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { processHost } from './host.ts';

/** Runs the command line in this process, with its compile cache in a folder of the user's own. */
export async function start(): Promise<void> {
  const host = processHost();
  enableCompileCache(join(host.folders.cache, 'compile'));
  const { runCli } = await import('../edges/cli/cli.ts');
  process.exitCode = await runCli(host);
}
