import { Option, type Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import { conversionKinds } from '../../../passwords/convert/conversion-kinds.ts';
import { algorithms, saltEncodings, saltPositions } from './choices.ts';
import type { GlobalOptions } from '../options.ts';
import type { ConvertOptions } from './convert-command.ts';
import type { InspectOptions } from './inspect-command.ts';
import type { MakeOptions } from './make-command.ts';
import type { VerifyOptions } from './verify-command.ts';

/**
 * Declares `idp password inspect|verify|convert|make`; what does the work is loaded when it is asked for. Words and options
 * that commander does not know are left to those, because its own complaint would repeat what may be a hash. `end` takes
 * the exit status.
 */
export function addPasswordCommands(program: Command, host: Host, end: (status: number) => void): void {
  const password = program
    .command('password')
    .description(`hashes of passwords, offline: ${passwordCommands.join(', ')}`);
  const run = async (command: Command, work: () => Promise<number>): Promise<void> => {
    const { orInterrupted } = await import('./or-interrupted.ts');
    end(await orInterrupted(host, command.optsWithGlobals<GlobalOptions>(), work));
  };
  const declare = (name: string, about: string, lines: string): Command =>
    password
      .command(name)
      .description(about)
      .argument('[file]', `${lines}, one a line; - is standard input, and without it you are asked`)
      .option('--file <file>', 'the same, by name')
      .allowUnknownOption()
      .allowExcessArguments();

  declare('inspect', 'tell what a hash is, and whether Kratos can ever match it', 'hashes')
    .option(...judgedBy)
    .action(async (_file, _options, command: Command) => {
      const { inspectCommand } = await import('./inspect-command.ts');
      await run(command, () => inspectCommand(host, command.args, command.optsWithGlobals<InspectOptions>()));
    });
  declare('verify', 'tell whether a password matches a hash', 'hash, tab, password')
    .option(...judgedBy)
    .option(...ofSecret)
    .action(async (_file, _options, command: Command) => {
      const { verifyCommand } = await import('./verify-command.ts');
      await run(command, () => verifyCommand(host, command.args, command.optsWithGlobals<VerifyOptions>()));
    });
  const convert = declare(
    'convert',
    'bring a hash of another system into the form that Kratos takes',
    'hashes',
  )
    .option(...judgedBy)
    .addOption(
      choice(
        '--from <kind>',
        'where they come from; recognised where only one can be meant',
        conversionKinds,
      ),
    );
  addConversionSettings(convert).action(async (_file, _options, command: Command) => {
    const { convertCommand } = await import('./convert-command.ts');
    await run(command, () => convertCommand(host, command.args, command.optsWithGlobals<ConvertOptions>()));
  });
  declare('make', 'hash a password', 'passwords')
    .option(...ofSecret)
    .addOption(choice('--algorithm <name>', 'bcrypt unless given', algorithms))
    .option('--cost <n>', 'of bcrypt: each step doubles the time (else 12)')
    .option('--memory <KiB>', 'of argon2id (else 65536)')
    .option('--iterations <n>', 'of argon2id (else 3)')
    .option('--parallelism <n>', 'of argon2id (else 4)')
    .action(async (_file, _options, command: Command) => {
      const { makeCommand } = await import('./make-command.ts');
      await run(command, () => makeCommand(host, command.args, command.optsWithGlobals<MakeOptions>()));
    });
}

export const passwordCommands = ['inspect', 'verify', 'convert', 'make'];

const judgedBy = ['--kratos-version <release>', 'such as v26.2.0 (else the chosen Kratos is asked)'] as const;
const ofSecret = [
  '--password-secret-id <secret>',
  'the secret whose key password holds the password',
] as const;

function addConversionSettings(convert: Command): Command {
  return convert
    .option(
      '--hash-config <file>',
      'of firebase: the hash parameters of the project, as its console shows them',
    )
    .addOption(
      choice(
        '--salt-encoding <name>',
        'of md5 and sha: how a salt behind a tab is written (else utf8)',
        saltEncodings,
      ),
    )
    .addOption(
      choice(
        '--salt-position <place>',
        'of md5 and sha: before or behind the password (else prefix)',
        saltPositions,
      ),
    )
    .option('--peppered', 'of bcrypt, devise and laravel: a pepper was added to the password')
    .option(
      '--iterations <n>',
      'of passport, passport-local-mongoose, spring and symfony, where it is not the default',
    )
    .option('--keylen <bytes>', 'of passport and passport-local-mongoose: the length of the key')
    .option('--digest <name>', 'of passport, passport-local-mongoose, spring and symfony: sha512 …');
}

/** Words to choose from, which are offered at TAB; whether one of them was chosen is looked at where it is used. */
function choice(flags: string, about: string, words: readonly string[]): Option {
  return new Option(flags, about).choices(words).argParser((typed) => typed);
}
