import { Argument, Option, type Command } from 'commander';
import type { Host } from '../../host/host.ts';
import { addConvertCommand } from './convert/convert-program.ts';
import { shells, type Shell } from './completion/shells.ts';
import { addContextCommands } from './context-program.ts';
import { addOperationCommands } from './each/each-program.ts';
import { addHistoryCommands } from './history/history-program.ts';
import type { GlobalOptions } from './options.ts';
import type { SandboxCommandOptions } from './sandbox-command.ts';
import { addPasswordCommands } from './password/password-program.ts';
import { addPasswordHookCommands } from './password-hook/password-hook-program.ts';
import { say } from './say.ts';
import { addSecretCommands } from './secret/secret-program.ts';
import { addVerifyCommand } from './verify/verify-program.ts';

/** Declares every command but `run`, which does not wait for them. `end` takes the exit status. */
export function addOtherCommands(program: Command, host: Host, end: (status: number) => void): void {
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
  addPasswordCommands(program, host, end);
  addPasswordHookCommands(program, host, end);
  addConvertCommand(program, host, end);
  addVerifyCommand(program, host, end);
  addSandboxCommand(program, host, end);
  addCompletionCommand(program, host);
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
    .option('--password-hook <url>', 'its password migration hook (else it has none)')
    .option('--password-hook-key-secret-id <secret>', 'the secret whose key `key` the hook is sent')
    .option('--password-hook-key-header <name>', 'in which header', 'Authorization')
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
