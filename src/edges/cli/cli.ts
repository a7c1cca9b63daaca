import { Command, CommanderError } from 'commander';
import { refusePassword } from '../../engine/parameters.ts';
import { exitStatus, outcomeError } from '../../engine/outcome.ts';
import { toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { version } from '../../version.ts';
import { addContextCommands } from './context-program.ts';
import { readLine, type Line } from './line.ts';
import { addGlobalOptions, addRunOptions, type GlobalOptions, type RunOptions } from './options.ts';
import { renderError, renderTrace } from './render-end.ts';
import { renderOutcome } from './render-outcome.ts';
import { refused } from './refused.ts';
import type { SandboxCommandOptions } from './sandbox-command.ts';
import { say } from './say.ts';

/** The command line: commander reads the words, a command does the work; gives the exit status. */
export async function runCli(host: Host): Promise<number> {
  let status = 0;
  const line = readLine(host.args);
  const program = createProgram(host, line, (exit) => (status = exit));
  try {
    // Before anything repeats a word of the line: a password may stand anywhere in it.
    if (host.args.some(isPasswordWord)) refusePassword({ bare: [], pairs: [['password', '']] });
    await program.parseAsync(await commanderArgs(program, line), { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error =
      thrown instanceof CommanderError ? await asUsage(thrown, program, line) : toIdpError(thrown);
    const outcome = refused(line.action, error, line.options.has('--dry-run'));
    if (line.format !== 'text') host.stdout.write(await renderOutcome(outcome, line.format, false));
    host.stderr.write(renderError(outcomeError(error), host));
    if (line.options.has('--debug')) host.stderr.write(renderTrace(error));
    return exitStatus(outcome);
  }
}

const isPasswordWord = (word: string): boolean =>
  /^(-{1,2}password(\.|=|$)|password(\.[\w.-]*)?=)/i.test(word);

function createProgram(host: Host, line: Line, end: (status: number) => void): Command {
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
      const { welcome } = await import('./welcome.ts');
      host.stdout.write(welcome);
    });
  addGlobalOptions(program);

  const run = program
    .command('run')
    .description('run an action: idp run NAME [identity] [key=value …]')
    .argument('<action>', 'its name, as idp actions lists it')
    .argument('[words...]', 'an identity id or address, and key=value pairs')
    .allowUnknownOption()
    .action(async (name: string, words: string[], _options, command: Command) => {
      const { runCommand } = await import('./run-command.ts');
      const optionNames = [...program.options, ...command.options].map((option) => option.name());
      const allWords = line.afterDashes === undefined ? words : [...words, '--', ...line.afterDashes];
      end(await runCommand(host, name, allWords, command.optsWithGlobals<RunOptions>(), optionNames));
    });
  addRunOptions(run);

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
  addContextCommands(program, host);
  addSandboxCommand(program, host, end);
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
    .action(async (_options, command: Command) => {
      const { sandboxCommand } = await import('./sandbox-command.ts');
      end(await sandboxCommand(host, command.optsWithGlobals<SandboxCommandOptions>()));
    });
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

const commandNames = (program: Command): string[] => [
  'help',
  ...program.commands.map((command) => command.name()),
];

/**
 * The line as commander is to read it: `idp get …` becomes `idp run get …` where actions.yaml declares that alias (the
 * catalog is read for no other word), and of a run what follows `--` is kept back, because commander would drop the
 * dashes themselves.
 */
async function commanderArgs(program: Command, line: Line): Promise<readonly string[]> {
  const { command } = line;
  if (command === 'run') return line.action === '' ? line.all : line.beforeDashes;
  if (command === '' || commandNames(program).includes(command)) return line.all;
  const { readCatalog } = await import('../../host/installation.ts');
  const isAlias = (await readCatalog()).some((entry) => entry.aliases.includes(command));
  return isAlias ? ['run', ...line.beforeDashes] : line.all;
}

async function asUsage(thrown: CommanderError, program: Command, line: Line) {
  const { usageError } = await import('./usage-error.ts');
  return usageError(thrown, line.operands, commandNames(program));
}
