import { Option, type Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { say } from '../say.ts';
import type {
  AddSecretOptions,
  ProtectionOptions,
  RemoveSecretOptions,
  ShowSecretOptions,
  UpdateSecretOptions,
} from './secret-options.ts';

/** Declares `idp secret add|update|show|list|grant|revoke|remove|protect`; what does the work is loaded when it is asked for. */
export function addSecretCommands(program: Command, host: Host): void {
  const secret = program
    .command('secret')
    .description(`secrets, encrypted on this machine: ${secretCommands.join(', ')}`);

  const add = secret
    .command('add')
    .description('store one; values are asked for, or read from files and standard input')
    .argument('<name>')
    .argument('[keys...]', keysAre)
    .option('--file <file>', valuesFile)
    .option('--info <text>', 'what it is for')
    .option('--grant <actions>', 'actions that may read it, parted by commas', collect)
    .action(async (name: string, keys: string[], _options, command: Command) => {
      const { addSecretCommand } = await import('./add-secret-command.ts');
      const options = command.optsWithGlobals<AddSecretOptions>();
      await say(host, options, () => addSecretCommand(host, name, keys, options));
    });
  addProtectionOptions(add, 'with the first secret: what keeps the key of the store');
  secret
    .command('update')
    .description('replace all its keys by a new revision; the same content is none')
    .argument('<secret>', secretIs)
    .argument('[keys...]', keysAre)
    .option('--file <file>', valuesFile)
    .option('--info <text>', 'what it is for; empty takes it away')
    .option('--name <name>', 'another name')
    .action(async (reference: string, keys: string[], _options, command: Command) => {
      const { updateSecretCommand } = await import('./update-secret-command.ts');
      const options = command.optsWithGlobals<UpdateSecretOptions>();
      await say(host, options, () => updateSecretCommand(host, reference, keys, options));
    });
  secret
    .command('show')
    .description('describe one; its values only with --reveal')
    .argument('<secret>', secretIs)
    .option('--reveal', 'show the values, which is noted in the audit')
    .option('--revision <number>', 'that one in place of the latest')
    .option('--revisions', 'list its revisions')
    .action(async (reference: string, _options, command: Command) => {
      const { showSecretCommand } = await import('./show-secret-command.ts');
      const options = command.optsWithGlobals<ShowSecretOptions>();
      await say(host, options, () => showSecretCommand(host, reference, options));
    });
  secret
    .command('list')
    .description('list them, without a value')
    .action(async (_options, command: Command) => {
      const { listSecretsCommand } = await import('./list-secrets-command.ts');
      const options = command.optsWithGlobals<GlobalOptions>();
      await say(host, options, () => listSecretsCommand(host, options));
    });
  addGrantCommands(secret, host);
  secret
    .command('remove')
    .description('remove one, or one of its revisions')
    .argument('<secret>', secretIs)
    .option('--revision <number>', 'that one alone')
    .option('--yes', 'do not ask back')
    .action(async (reference: string, _options, command: Command) => {
      const { removeSecretCommand } = await import('./remove-secret-command.ts');
      const options = command.optsWithGlobals<RemoveSecretOptions>();
      await say(host, options, () => removeSecretCommand(host, reference, options));
    });
  const protect = secret
    .command('protect')
    .description('give the store a new key, kept as is said: another passphrase, for one')
    .action(async (_options, command: Command) => {
      const { protectCommand } = await import('./protect-command.ts');
      const options = command.optsWithGlobals<ProtectionOptions>();
      await say(host, options, () => protectCommand(host, options));
    });
  addProtectionOptions(protect, 'what keeps it');
}

export const secretCommands = ['add', 'update', 'show', 'list', 'grant', 'revoke', 'remove', 'protect'];

function addGrantCommands(secret: Command, host: Host): void {
  for (const [verb, about] of [
    [
      'grant',
      'let actions read it: their names, connect for the credentials of contexts, password for idp password, or * for all',
    ],
    ['revoke', 'let them no longer'],
  ] as const) {
    secret
      .command(verb)
      .description(about)
      .argument('<secret>', secretIs)
      .argument('<actions...>', 'parted by commas or blanks')
      .action(async (reference: string, actions: string[], _options, command: Command) => {
        const { grantCommand } = await import('./grant-command.ts');
        const options = command.optsWithGlobals<GlobalOptions>();
        await say(host, options, () => grantCommand(host, verb, reference, actions, options));
      });
  }
}

function addProtectionOptions(command: Command, about: string): void {
  command
    .addOption(new Option('--protect <how>', about).choices(['keychain', 'passphrase', 'key-file']))
    .option('--key-file <file>', 'an age key file, as age-keygen makes it; made where it is not there');
}

const secretIs = 'its name, its id, or either after secret:';
const keysAre = 'KEY is asked for, KEY#file=PATH is read from a file, KEY#file=- from standard input';
const valuesFile = 'a YAML or JSON map of keys to texts (- reads standard input)';

const collect = (names: string, before: string[] = []): string[] => [...before, names];
