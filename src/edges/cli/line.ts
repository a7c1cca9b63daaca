import type { Command, Option } from 'commander';
import { formats, type Format } from './options.ts';

/** A command line before commander has its say: enough to know what it is about and how to answer, also when it is wrong. */
export type Line = {
  readonly all: readonly string[];
  readonly beforeDashes: readonly string[];
  /** What follows `--`, which ends flags. */
  readonly afterDashes: readonly string[] | undefined;
  /** The words that are neither options nor their values, up to the first unknown option. */
  readonly operands: readonly string[];
  /** The first of them. */
  readonly command: string;
  /** Of `idp run`, the name that stands there; else, and where it is no name, empty. */
  readonly action: string;
  readonly options: ReadonlySet<string>;
  readonly format: Format;
};

/** No option and no pair, whose value may be a secret and is not to be repeated. */
export const isActionName = (word: string): boolean => !word.startsWith('-') && !word.includes('=');

/** Reads a line by the options of the program and of its `run`. Never fails. */
export function readLine(all: readonly string[], program: Command): Line {
  const end = all.indexOf('--');
  const beforeDashes = end < 0 ? all : all.slice(0, end);
  const operands = operandsOf(beforeDashes, optionsOf(program));
  const [command = '', second = ''] = operands;
  return {
    all,
    beforeDashes,
    afterDashes: end < 0 ? undefined : all.slice(end + 1),
    operands,
    command,
    action: command === 'run' && isActionName(second) ? second : '',
    options: new Set(beforeDashes.filter((word) => word.startsWith('--'))),
    format: formatIn(beforeDashes),
  };
}

function optionsOf(program: Command): Option[] {
  const run = program.commands.find((command) => command.name() === 'run');
  return [...program.options, ...(run?.options ?? [])];
}

function operandsOf(words: readonly string[], options: readonly Option[]): string[] {
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-') && word !== '-') {
      const [name = ''] = word.split('=');
      const option = options.find((one) => one.long === name || one.short === name.slice(0, 2));
      if (option === undefined) break;
      // `-ofile` and `--output=file` hold their value.
      if (option.required && (word === option.long || word === option.short)) at += 1;
    } else {
      operands.push(word);
    }
  }
  return operands;
}

/** The last one wins, as with commander. */
function formatIn(args: readonly string[]): Format {
  const words = args.flatMap((word, at) =>
    word === '--format'
      ? [args[at + 1]]
      : word.startsWith('--format=')
        ? [word.slice('--format='.length)]
        : [],
  );
  return formats.find((format) => format === words.at(-1)) ?? 'text';
}
