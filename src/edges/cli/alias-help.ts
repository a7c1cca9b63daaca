import type { Command } from 'commander';
import type { Catalog, CatalogEntry } from '../../engine/catalog.ts';
import { readCatalog } from '../../host/installation.ts';
import { showAction } from './catalog-commands.ts';
import type { Line } from './line.ts';

/** `idp import --help` and `idp help import`: what its action takes; undefined where the line is about no alias. */
export async function helpOnAlias({ command, operands }: Line): Promise<string | undefined> {
  const word = command === 'help' ? operands[1] : command;
  const entry = (await catalogIfAny()).find(({ aliases }) => word !== undefined && aliases.includes(word));
  if (entry === undefined || word === undefined) return undefined;
  return [
    `Usage: idp ${word} [options]${words[entry.target]}`,
    '',
    await showAction(entry.name, { format: 'text', input: true }),
    'Each parameter is an option as well, such as --name value; idp run --help lists the options of all actions.',
    '',
  ].join('\n');
}

/** Adds the aliases of actions to what `idp --help` lists. */
export async function withAliases(program: Command): Promise<void> {
  const aliases = (await catalogIfAny()).flatMap((entry) => entry.aliases.map((alias) => ({ alias, entry })));
  if (aliases.length === 0) return;
  const width = Math.max(...aliases.map(({ alias }) => alias.length));
  const lines = aliases.map(({ alias, entry }) => `  ${alias.padEnd(width)}  run ${entry.name}`);
  program.addHelpText('after', ['', 'Actions with a name of their own:', ...lines].join('\n'));
}

/** A catalog that cannot be read is told by what needs it; help is given without. */
const catalogIfAny = (): Promise<Catalog> => readCatalog().catch(() => []);

const words: Readonly<Record<CatalogEntry['target'], string>> = {
  files: ' [files...]',
  identity: ' <id or address>',
  none: '',
};
