import type { Command } from 'commander';
import {
  namesFiles,
  type Catalog,
  type CatalogEntry,
  type ParameterSchema,
} from '../../../engine/catalog.ts';
import { otherReaders } from '../../../secrets/other-readers.ts';
import type { Candidate } from './candidate.ts';
import { offerFlags } from './offer-flags.ts';
import { openParameters } from './open-parameters.ts';
import { findParameter } from './parameter-names.ts';
import { findFlag, type Flag, type Place } from './place.ts';

/** Words to choose from, or files or folders, which the shell knows best. */
export type Offer = readonly Candidate[] | 'files' | 'folders';

/** What is known beside the line; contexts and secrets are looked up when their names are asked for. */
export type Known = {
  readonly catalog: Catalog;
  contexts(): Promise<readonly Candidate[]>;
  secrets(): readonly string[];
};

/** What may stand at a place. Whoever shows it picks what begins as the word that is typed there. */
export async function offerAt(place: Place, known: Known): Promise<Offer> {
  const { command, operands, entry, current } = place;
  if (place.awaiting !== undefined) return valuesOf(place.awaiting, current, known);
  const [name = '', value] = current.split('=', 2);
  if (!place.dashes && current.startsWith('-')) {
    return value === undefined ? offerFlags(place) : behind(name, findFlag(command, entry, name), known);
  }
  if (entry !== undefined) {
    if (value === undefined) return parametersOf(place, entry);
    return behind(name, { long: name, parameter: findParameter(entry, name) }, known);
  }
  if (operands.length === 0 && command.commands.length > 0) return commandsOf(command, known.catalog);
  return argumentsOf(place, known);
}

/** `name=` of each open parameter; files, where the action is about files and no name was begun. */
function parametersOf(place: Place, entry: CatalogEntry): Offer {
  const { current } = place;
  const names = openParameters(place, entry).map(([name, { description }]) => ({
    word: `${name}=`,
    about: description,
  }));
  const isName = current !== '' && names.some(({ word }) => word.startsWith(current));
  return entry.target === 'files' && !isName ? 'files' : names;
}

/** Values, each as the whole word `name=value`. */
async function behind(name: string, flag: Flag, known: Known): Promise<Offer> {
  const values = await valuesOf(flag, '', known);
  if (typeof values === 'string') return values;
  return values.map((value) => ({ ...value, word: `${name}=${value.word}` }));
}

async function valuesOf({ option, parameter }: Flag, typed: string, known: Known): Promise<Offer> {
  if (parameter !== undefined) return parameterValues(parameter, known);
  if (option?.argChoices !== undefined) return plain(option.argChoices);
  if (option?.long === '--context') return known.contexts();
  // An option says by the name of its value what that is: --params <file>, --schema <id=file>, --data-dir <folder>.
  const value = /<(.+)>/.exec(option?.flags ?? '')?.[1] ?? '';
  if (/\bfile\b/.test(value)) return 'files';
  if (/\bfolder\b/.test(value)) return 'folders';
  if (value === 'secret') return plain(known.secrets());
  if (value === 'actions') return grantable(known.catalog);
  // --header <name=secret>, once the name is there.
  const name = value === 'name=secret' ? /^.*=/.exec(typed)?.[0] : undefined;
  return name === undefined ? [] : plain(known.secrets().map((secret) => `${name}${secret}`));
}

function parameterValues(schema: ParameterSchema, known: Known): Offer {
  if (namesFiles(schema)) return 'files';
  if (schema.enum !== undefined) return plain(schema.enum);
  if (schema.type === 'boolean') return plain(['true', 'false']);
  return schema.format === 'secret-reference' ? plain(known.secrets()) : [];
}

function commandsOf(command: Command, catalog: Catalog): Candidate[] {
  const commands = command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ word: one.name(), about: one.description() }));
  const aliases = catalog.flatMap((entry) =>
    entry.aliases.map((alias) => ({ word: alias, about: `run ${entry.name}` })),
  );
  return command.parent === null ? [...commands, ...aliases] : commands;
}

async function argumentsOf({ command, above, operands }: Place, known: Known): Promise<Offer> {
  const argument = command.registeredArguments[operands.length];
  if (argument === undefined) return [];
  if (argument.argChoices !== undefined) return plain(argument.argChoices);
  if (argument.name() === 'actions') return grantable(known.catalog);
  if (argument.name() === 'file') return 'files';
  // Of those that take names only the first argument is one.
  if (operands.length > 0) return [];
  const name = command.name();
  if (name === 'run' || name === 'show-action') return actionsOf(known.catalog);
  if (name === 'help') return commandsOf(above, []);
  // The name of a context to be added is free.
  return above.name() === 'context' && name !== 'add' ? known.contexts() : [];
}

const actionsOf = (catalog: Catalog): Candidate[] =>
  catalog.map(({ name, description }) => ({ word: name, about: description }));

/** Who may read a secret. */
const grantable = (catalog: Catalog): Candidate[] => [
  ...actionsOf(catalog),
  ...Object.entries(otherReaders).map(([word, about]) => ({ word, about })),
];

const plain = (words: readonly string[]): Candidate[] => words.map((word) => ({ word }));
