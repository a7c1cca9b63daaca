import { Command, CommanderError } from 'commander';
import { addGlobalOptions, addRunOptions, formats, type Format } from './options.ts';

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

/** Never fails. */
export function readLine(all: readonly string[]): Line {
  const end = all.indexOf('--');
  const beforeDashes = end < 0 ? all : all.slice(0, end);
  const operands = operandsOf(beforeDashes);
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

function operandsOf(args: readonly string[]): readonly string[] {
  const probe = new Command()
    .allowUnknownOption()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  addGlobalOptions(probe);
  addRunOptions(probe);
  // Whether a value is a good one is not the question here.
  for (const option of probe.options) delete option.parseArg;
  try {
    return probe.parseOptions([...args]).operands;
  } catch (error) {
    // What is left is an option at the end that lacks its value; commander will say so.
    if (error instanceof CommanderError) return operandsOf(args.slice(0, -1));
    throw error;
  }
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
