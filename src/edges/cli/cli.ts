import { Command, CommanderError } from 'commander';
import { refusePassword } from '../../engine/parameters.ts';
import { outcomeError, exitStatus } from '../../engine/outcome.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { readCatalog } from '../../host/installation.ts';
import { version } from '../../version.ts';
import {
  addGlobalOptions,
  addRunOptions,
  formats,
  type Format,
  type GlobalOptions,
  type RunOptions,
} from './options.ts';
import { renderError, renderTrace } from './render-end.ts';
import { renderOutcome } from './render-outcome.ts';
import { refused } from './run-command.ts';
import type { SandboxCommandOptions } from './sandbox-command.ts';

/** The command line: commander reads the words, a command does the work; gives the exit status. */
export async function runCli(host: Host): Promise<number> {
  let status = 0;
  const program = createProgram(host, (exit) => (status = exit));
  try {
    refusePasswordWords(host.args);
    await program.parseAsync(await withoutAlias(program, host.args), { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = thrown instanceof CommanderError ? await usageError(thrown, host.args) : toIdpError(thrown);
    const outcome = refused(host.args[host.args.indexOf('run') + 1] ?? '', error, false);
    const format = formatIn(host.args);
    if (format !== 'text') host.stdout.write(await renderOutcome(outcome, format));
    host.stderr.write(renderError(outcomeError(error), host));
    if (host.args.includes('--debug')) host.stderr.write(renderTrace(error));
    return exitStatus(outcome);
  }
}

function createProgram(host: Host, end: (status: number) => void): Command {
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
    .action(async () => {
      const { welcome } = await import('./welcome.ts');
      host.stdout.write(welcome);
    });
  addGlobalOptions(program);

  const print = (text: string): void => host.stdout.write(text);
  const run = program
    .command('run')
    .description('run an action: idp run NAME [identity] [key=value …]')
    .argument('<action>', 'its name, as idp actions lists it')
    .argument('[words...]', 'an identity id or address, and key=value pairs')
    .allowUnknownOption()
    .action(async (name: string, words: string[], _options, command: Command) => {
      const { runCommand } = await import('./run-command.ts');
      const optionNames = [...program.options, ...command.options].map((option) => option.name());
      end(await runCommand(host, name, words, command.optsWithGlobals<RunOptions>(), optionNames));
    });
  addRunOptions(run);

  program
    .command('actions')
    .description('list what can be asked for')
    .option('--schema', 'the parameters of all actions as JSON Schema')
    .action(async (_options, command: Command) => {
      const { listActions } = await import('./catalog-commands.ts');
      print(await listActions(command.optsWithGlobals<GlobalOptions & { schema?: true }>()));
    });
  program
    .command('show-action')
    .description('describe one action and its parameters')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) => {
      const { showAction } = await import('./catalog-commands.ts');
      print(await showAction(name, command.optsWithGlobals<GlobalOptions>()));
    });
  addContextCommands(program, host);
  addSandboxCommand(program, host, end);
  return program;
}

function addContextCommands(program: Command, host: Host): void {
  const context = program.command('context').description('which Kratos: add, list, use, show, remove');
  context
    .command('add')
    .description('add one, with --admin-url, --public-url, --timeout')
    .argument('<name>')
    .option('--admin-schema-id <id>', 'schema of administrators (else admin_v0)')
    .action(async (name: string, _options, command: Command) =>
      host.stdout.write(await (await loadContextCommands()).addContext(host, name, contextOptions(command))),
    );
  context
    .command('list')
    .description('list them; * marks the current one')
    .action(async (_options, command: Command) =>
      host.stdout.write(await (await loadContextCommands()).listContexts(host, contextOptions(command))),
    );
  context
    .command('use')
    .description('make one the current one')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) =>
      host.stdout.write(await (await loadContextCommands()).useContext(host, name, contextOptions(command))),
    );
  context
    .command('show')
    .description('show one, or the current one')
    .argument('[name]')
    .action(async (name: string | undefined, _options, command: Command) =>
      host.stdout.write(await (await loadContextCommands()).showContext(host, name, contextOptions(command))),
    );
  context
    .command('remove')
    .description('forget one')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) =>
      host.stdout.write(
        await (await loadContextCommands()).removeContext(host, name, contextOptions(command)),
      ),
    );
}

const loadContextCommands = () => import('./context-commands.ts');

const contextOptions = (command: Command) =>
  command.optsWithGlobals<GlobalOptions & { adminSchemaId?: string }>();

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

/** `idp get …` is `idp run get …` where actions.yaml declares that alias. The catalog is read for no other command. */
async function withoutAlias(program: Command, args: readonly string[]): Promise<string[]> {
  const probe = new Command()
    .allowUnknownOption()
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => undefined });
  addGlobalOptions(probe);
  const [word] = probe.parseOptions([...args]).operands;
  const known = ['help', ...program.commands.map((command) => command.name())];
  if (word === undefined || known.includes(word)) return [...args];
  const catalog = await readCatalog();
  if (!catalog.some((entry) => entry.aliases.includes(word))) return [...args];
  const at = args.indexOf(word);
  return [...args.slice(0, at), 'run', ...args.slice(at)];
}

/** Before anything repeats a word of the line: a password may stand anywhere in it. */
function refusePasswordWords(args: readonly string[]): void {
  const pairs = args.map((word) => [/^(?:--)?([a-z][\w.-]*)(?:=|$)/i.exec(word)?.[1] ?? '', ''] as const);
  const named = pairs.filter(([key], at) => key !== '' && isPasswordWord(args[at] ?? ''));
  refusePassword({ bare: [], pairs: named });
}

const isPasswordWord = (word: string): boolean => /^(--password(\.|=|$)|password(\.[\w.-]*)?=)/i.test(word);

/** Commander's complaint as ours, with what is nearest to an unknown command. */
async function usageError(thrown: CommanderError, args: readonly string[]): Promise<IdpError> {
  const said =
    thrown.message
      .replace(/^error: /, '')
      .replace(/\.$/, '')
      .split('\n')[0] ?? '';
  if (thrown.code === 'commander.unknownCommand' || thrown.code === 'commander.excessArguments') {
    const word = args.find((arg) => !arg.startsWith('-')) ?? '';
    const catalog = await readCatalog().catch(() => []);
    if (catalog.some((entry) => entry.name === word)) {
      return new IdpError('usage', `${word} is an action, not a command.`, {
        hint: `Run it with: idp run ${word} …`,
      });
    }
    return new IdpError('usage', `There is no command ${JSON.stringify(word)}.`, {
      hint: 'idp --help lists the commands, idp actions what can be run.',
    });
  }
  return new IdpError('usage', `${said.charAt(0).toUpperCase()}${said.slice(1)}.`, {
    hint: 'idp --help lists every command and option.',
  });
}

function formatIn(args: readonly string[]): Format {
  const at = args.indexOf('--format');
  const word =
    at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--format='))?.slice('--format='.length);
  return formats.find((format) => format === word) ?? 'text';
}
