import { Option, type Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import { sourceNames } from '../../../sources/source.ts';
import type { ConvertOptions } from './convert-options.ts';

/** Declares `idp convert`. `end` takes the exit status. */
export function addConvertCommand(program: Command, host: Host, end: (status: number) => void): void {
  addSourceOptions(
    program
      .command('convert')
      .description('make identities for Kratos of what another system exported')
      .argument('<file...>', 'all files of the export, packed with gzip or zstd or not; - is standard input'),
  )
    .option('--sample <n>', 'show so many of them, masked, and write nothing')
    .option(
      '--rejects <file>',
      'the records that are left out, each with the reason (else beside the file of -o)',
    )
    .option('--report <file>', 'what became of every field, in numbers, as JSON')
    .action(async (files: string[], _options, command: Command) => {
      const { convertCommand } = await import('./convert-command.ts');
      end(await convertCommand(host, files, command.optsWithGlobals<ConvertOptions>()));
    });
}

/** Declares what says how records become identities. */
function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--from <system>', 'what exported them; recognised by itself').choices(sourceNames))
    .option('--mapping <file>', 'a mapping file, or one that comes with idp: okta, cognito')
    .option('--map <target=field>', 'where a field goes: traits.email=mail; repeatable', collect)
    .option('--set <path=text>', 'the same for all: schema_id=customer; PATH:=JSON; repeatable', collect)
    .option('--provider <name=id>', "a provider's name there and its id in Kratos; repeatable", collect)
    .option('--leave-out <field>', 'a field that goes nowhere; repeatable', collect)
    .addOption(
      new Option('--bad-password <what>', 'where a hash cannot be brought over').choices([
        'reject',
        'without-password',
      ]),
    )
    .option('--hook-hashes <file>', 'where hashes go that Kratos cannot hold, for idp password-hook')
    .option('--hash-config <file>', "of firebase: the project's hash_config, JSON");
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
