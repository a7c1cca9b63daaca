import type { Command } from 'commander';
import type { Host } from '../../host/host.ts';
import type * as ContextCommands from './context-commands.ts';
import { addContextOptions, type AddOptions } from './context-options.ts';
import type { GlobalOptions } from './options.ts';
import { say } from './say.ts';

/** Declares `idp context add|list|use|show|remove|check`. `end` takes the exit status of a check. */
export function addContextCommands(program: Command, host: Host, end: (status: number) => void): void {
  const context = program.command('context').description(`which Kratos: ${contextCommands.join(', ')}`);
  const answer = async (
    command: Command,
    work: (loaded: Loaded, options: GlobalOptions) => Promise<string>,
  ) => {
    const loaded = await import('./context-commands.ts');
    const options = command.optsWithGlobals<GlobalOptions>();
    await say(host, options, () => work(loaded, options));
  };

  const add = context
    .command('add')
    .description('add one, with --admin-url, --public-url, --timeout and what is below')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) => {
      const { addContext } = await import('./add-context.ts');
      const options = command.optsWithGlobals<AddOptions>();
      await say(host, options, () => addContext(host, name, options));
    });
  addContextOptions(add);
  context
    .command('list')
    .description('list them; * marks the current one')
    .action((_options, command: Command) =>
      answer(command, ({ listContexts }, options) => listContexts(host, options)),
    );
  context
    .command('use')
    .description('make one the current one')
    .argument('<name>')
    .action((name: string, _options, command: Command) =>
      answer(command, ({ useContext }, options) => useContext(host, name, options)),
    );
  context
    .command('show')
    .description('show one, or the current one')
    .argument('[name]')
    .action((name: string | undefined, _options, command: Command) =>
      answer(command, ({ showContext }, options) => showContext(host, name, options)),
    );
  context
    .command('remove')
    .description('forget one')
    .argument('<name>')
    .action((name: string, _options, command: Command) =>
      answer(command, ({ removeContext }, options) => removeContext(host, name, options)),
    );
  context
    .command('check')
    .description('ask a Kratos what answers, and what to do where something does not')
    .argument('[name]')
    .action(async (name: string | undefined, _options, command: Command) => {
      const { contextCheckCommand } = await import('./context-check-command.ts');
      end(await contextCheckCommand(host, name, command.optsWithGlobals<GlobalOptions>()));
    });
}

export const contextCommands = ['add', 'list', 'use', 'show', 'remove', 'check'];

type Loaded = typeof ContextCommands;
