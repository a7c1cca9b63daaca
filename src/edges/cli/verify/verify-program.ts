import type { Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import type { VerifyOptions } from './verify-command.ts';

/** Declares `idp verify`. `end` takes the exit status. */
export function addVerifyCommand(program: Command, host: Host, end: (status: number) => void): void {
  program
    .command('verify')
    .description('read again what an import created, and compare it with what was sent')
    .argument('[operation]', 'the number of the import')
    .option('--results <file>', 'stream what differs to a file, a JSON line each')
    .option(
      '--probe-logins <file>',
      'log in with these passwords through the public URL: CSV or JSON lines of identifier and password',
    )
    .option('--concurrency <n>', 'how many requests at once (else 4)')
    .option('--rate <n/s>', 'how many logins to begin in a second, at most')
    .action(async (operation: string | undefined, _options, command: Command) => {
      const { verifyCommand } = await import('./verify-command.ts');
      end(await verifyCommand(host, operation, command.optsWithGlobals<VerifyOptions>()));
    });
}
