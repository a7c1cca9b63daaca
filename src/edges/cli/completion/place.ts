import type { Command, Option } from 'commander';
import type { Catalog, CatalogEntry, ParameterSchema } from '../../../engine/catalog.ts';
import { findParameter } from './parameter-names.ts';

/** Where on its line the cursor stands. */
export type Place = {
  readonly command: Command;
  /** The one that it was found in; itself, for the program. */
  readonly above: Command;
  /** The words before the cursor that are neither commands nor options nor their values. */
  readonly operands: readonly string[];
  /** The action of `idp run`, once its name is there. */
  readonly entry: CatalogEntry | undefined;
  /** The flags before the cursor, in their long form. */
  readonly given: ReadonlySet<string>;
  /** The flag whose value stands at the cursor, in a word of its own. */
  readonly awaiting: Flag | undefined;
  /** Behind `--` there are no flags. */
  readonly dashes: boolean;
  /** What is typed of the word at the cursor. */
  readonly current: string;
};

/** What is written as `--name`, with its declaration. */
export type Flag = {
  readonly long: string;
  readonly option?: Option | undefined;
  readonly parameter?: ParameterSchema | undefined;
};

/** Reads a line up to the cursor, less the name of the program; the last word is the one at the cursor. */
export function findPlace(program: Command, catalog: Catalog, words: readonly string[]): Place {
  const before = words.slice(0, -1);
  const operands: string[] = [];
  const given = new Set<string>();
  let above = program;
  let command = program;
  let entry: CatalogEntry | undefined;
  let awaiting: Flag | undefined;
  let dashes = false;
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? '';
    if (!dashes && word === '--') {
      dashes = true;
    } else if (!dashes && /^-./.test(word)) {
      const flag = findFlag(command, entry, word);
      given.add(flag.long);
      if (!wantsNext(flag, word, before[at + 1])) continue;
      at += 1;
      if (at === before.length) awaiting = flag;
    } else {
      const below = operands.length === 0 ? subcommand(command, catalog, word) : undefined;
      if (below !== undefined) [above, command] = [command, below];
      // An alias says run and the name of the action at once.
      if (below?.name() !== word) operands.push(word);
      entry = command.name() === 'run' ? entryNamed(catalog, operands[0]) : undefined;
    }
  }
  return { command, above, operands, entry, given, awaiting, dashes, current: words.at(-1) ?? '' };
}

/** An option of the command or of those above it, or a parameter of the action; neither, where nobody knows it. */
export function findFlag(command: Command, entry: CatalogEntry | undefined, word: string): Flag {
  const [name = ''] = word.split('=', 1);
  for (let one: Command | null = command; one !== null; one = one.parent) {
    const option = one.options.find(({ long, short }) => name === long || name === short);
    if (option !== undefined) return { long: option.long ?? name, option };
  }
  return { long: name, parameter: entry === undefined ? undefined : findParameter(entry, name.slice(2)) };
}

/** `--output=file` holds its value; a boolean parameter may stand alone. */
function wantsNext({ option, parameter }: Flag, word: string, next: string | undefined): boolean {
  if (word.includes('=')) return false;
  if (option !== undefined) return option.required;
  if (parameter?.type === 'boolean') return next === 'true' || next === 'false';
  return parameter !== undefined;
}

/** The command of a name, and `run` for an alias of actions.yaml. */
function subcommand(command: Command, catalog: Catalog, word: string): Command | undefined {
  const commands = command.createHelp().visibleCommands(command);
  const named = commands.find((one) => one.name() === word);
  if (named !== undefined || command.parent !== null) return named;
  const isAlias = catalog.some(({ aliases }) => aliases.includes(word));
  return isAlias ? commands.find((one) => one.name() === 'run') : undefined;
}

const entryNamed = (catalog: Catalog, word: string | undefined): CatalogEntry | undefined =>
  word === undefined
    ? undefined
    : catalog.find(({ name, aliases }) => name === word || aliases.includes(word));
