import type { Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { say } from '../say.ts';
import type { DatabaseOptions } from './hook-database.ts';
import type { ServeOptions } from './serve-options.ts';

/**
 * Declares `idp password-hook load|serve|status`; what does the work is loaded when it is asked for. `end` takes the exit
 * status.
 */
export function addPasswordHookCommands(program: Command, host: Host, end: (status: number) => void): void {
  const hook = program
    .command('password-hook')

    .description(
      `let people in by the hashes of the old system, for Kratos's migration hook: ${passwordHookCommands.join(', ')}`,
    );
  hook
    .command('load')
    .description('keep the hashes of these files, in the place of those before')
    .argument('<file...>', linesAre)
    .option(...database)
    .action(async (files: string[], _options, command: Command) => {
      const { loadCommand } = await import('./load-command.ts');
      end(await loadCommand(host, files, command.optsWithGlobals<GlobalOptions & DatabaseOptions>()));
    });
  hook
    .command('serve')
    .description('answer the hook; prints its URL')
    .argument('[file...]', `loaded first: ${linesAre}`)
    .option(...database)
    .option('--host <address>', 'where it listens', '127.0.0.1')
    .option('--port <port>', '0 for any', '4480')
    .option('--key-secret-id <secret>', 'the secret whose key `key` is what Kratos sends with every question')
    .option('--key-header <name>', 'where Kratos sends it', 'Authorization')
    .option('--no-key', 'answer everybody; on loopback only')
    .option(
      '--pepper-secret-id <secret>',
      'the secret whose key `pepper` stands behind the password in peppered hashes',
    )
    .option('--limit-each <n>', 'tries of one identifier a minute, 0 without limit', '10')
    .option('--limit-all <n>', 'tries of all a second, 0 without limit', '100')
    .option('--at-once <n>', 'passwords that are compared at the same time', '4')
    .action(async (files: string[], _options, command: Command) => {
      const { serveCommand } = await import('./serve-command.ts');
      end(await serveCommand(host, files, command.optsWithGlobals<ServeOptions>()));
    });
  hook
    .command('status')
    .description('how many have come over, and how many are left')
    .option(...database)
    .action(async (_options, command: Command) => {
      const { statusCommand } = await import('./status-command.ts');
      const options = command.optsWithGlobals<GlobalOptions & DatabaseOptions>();
      await say(host, options, () => statusCommand(host, options));
    });
}

export const passwordHookCommands = ['load', 'serve', 'status'];

const linesAre = 'a JSON object a line, or identifier, tab, hash; - is standard input';
const database = ['--database <file>', 'where hashes and marks are kept (else in the data folder)'] as const;
