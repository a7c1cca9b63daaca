import { Argument, Command, Option } from 'commander';
import type { Host } from '../../host/host.ts';
import { version } from '../../version.ts';
import { shells, type Shell } from './completion/shells.ts';
import { addContextCommands } from './context-program.ts';
import { isAboutMany } from './each/each-options.ts';
import { addOperationCommands } from './each/each-program.ts';
import { addHistoryCommands } from './history/history-program.ts';
import { addGlobalOptions, addRunOptions, type GlobalOptions, type RunOptions } from './options.ts';
import type { SandboxCommandOptions } from './sandbox-command.ts';
import { say } from './say.ts';
import { addSecretCommands } from './secret/secret-program.ts';

/** The commands and their options; what does the work is loaded when it is asked for. `end` takes the exit status. */
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

  program
    .command('actions')
    .description('list what can be asked for')
    .option('--schema', 'the parameters of all actions as JSON Schema')
    .action(async (_options, command: Command) => {
      const { listActions } = await import('./catalog-commands.ts');
      const options = command.optsWithGlobals<GlobalOptions & { schema?: true }>();
      await say(host, options, () => listActions(options));
    });
  program
    .command('show-action')
    .description('describe one action and its parameters')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) => {
      const { showAction } = await import('./catalog-commands.ts');
      const options = command.optsWithGlobals<GlobalOptions>();
      await say(host, options, () => showAction(name, options));
    });
  addHistoryCommands(program, host, end);
  addOperationCommands(program, host, end);
  addContextCommands(program, host, end);
  addSecretCommands(program, host);
  addSandboxCommand(program, host, end);
  addCompletionCommand(program, host);
  return program;
}

function addSandboxCommand(program: Command, host: Host, end: (status: number) => void): void {
  program
    .command('sandbox')
    .description('serve the embedded Kratos; prints its admin URL and its public URL')
    .option('--port <port>', 'admin port, 0 for any', '4434')
    .option('--public-port <port>', 'public port, 0 for any', '4433')
    .option('--data-dir <folder>', 'where its database is kept (else the one of --sandbox)')
    .option('--memory', 'keep nothing')
    .option('--schema <id=file>', 'an identity schema; repeatable, the first is the default', collect)
    .option('--recovery-ui <url>', 'where recovery links lead')
    .option('--settings-ui <url>', 'where a recovered identity is sent')
    .option('--allowed-return-url <url>', 'repeatable', collect)
    .option('--bcrypt-cost <n>', 'of the passwords it hashes', '12')
    .option('--seed <file|n>', 'fill it: with the identities of a file, or with so many made-up people')
    .option('--random-seed <n>', 'with --seed N: the same people as the last time')
    .action(async (_options, command: Command) => {
      const { sandboxCommand } = await import('./sandbox-command.ts');
      end(await sandboxCommand(host, command.optsWithGlobals<SandboxCommandOptions>()));
    });
}

function addCompletionCommand(program: Command, host: Host): void {
  program
    .command('completion')
    .description('print the script that completes idp in bash, zsh or fish')
    .addArgument(new Argument('[shell]').choices(shells))
    .addOption(new Option('--answer', 'what that script asks at a press of TAB').hideHelp())
    .action(async (shell: Shell | undefined, { answer }: { answer?: true }, command: Command) => {
      const { completionCommand } = await import('./completion/completion-command.ts');
      const options = answer === true ? { answer } : {};
      await say(host, command.optsWithGlobals<GlobalOptions>(), () =>
        completionCommand(host, program, shell, options),
      );
    });
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
