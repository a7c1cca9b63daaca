import { Command } from 'commander';
import type { Host } from '../../host/host.ts';
import { version } from '../../version.ts';
import { isAboutMany } from './each/each-options.ts';
import { addGlobalOptions, addRunOptions, type RunOptions } from './options.ts';

/**
 * The program with `run`, the command that everybody waits for; other-commands.ts has all the others. What does the work
 * is loaded when it is asked for. `end` takes the exit status.
 */
export function createProgram(host: Host, end: (status: number) => void): Command {
  const program = new Command('idp')
    .description('Actions for the identities of an Ory Kratos.')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: () => undefined,
      getOutHasColors: () => host.stdout.isTerminal,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand('help [command]', 'show what a command takes')
    .action(async () => {
      const options = program.opts<RunOptions>();
      const { greet } = await import('./welcome.ts');
      if (await greet(host, options)) await runIt(undefined, [], options);
    });
  addGlobalOptions(program);

  const run = program
    .command('run')
    .description('run an action: idp run NAME [identity] [key=value …]')
    .usage('[options] <action> [words...]')
    .argument('[action]', 'its name, as idp actions lists it; asked for on a terminal')
    .argument('[words...]', 'an identity id or address, and key=value pairs')
    .allowUnknownOption()
    .action(async (name: string | undefined, words: string[], _options, command: Command) => {
      const dashes = host.args.indexOf('--');
      const allWords = dashes < 0 ? words : [...words, ...host.args.slice(dashes)];
      await runIt(name, allWords, command.optsWithGlobals<RunOptions>());
    });
  addRunOptions(run);

  async function runIt(name: string | undefined, words: readonly string[], options: RunOptions) {
    const optionNames = [...program.options, ...run.options].map((option) => option.name());
    if (isAboutMany(options)) {
      const { runEach } = await import('./each/run-each.ts');
      return end(await runEach(host, name, words, options, optionNames));
    }
    const { runCommand } = await import('./run-command.ts');
    end(await runCommand(host, name, words, options, optionNames));
  }

  return program;
}
