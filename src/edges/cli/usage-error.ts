import type { CommanderError } from 'commander';
import type { Catalog } from '../../engine/catalog.ts';
import { nearestNames } from '../../errors/nearest-names.ts';
import { IdpError } from '../../errors/idp-error.ts';
import { readCatalog } from '../../host/installation.ts';
import { contextCommands } from './context-program.ts';
import { auditCommands } from './history/history-program.ts';
import { passwordCommands } from './password/password-program.ts';
import { passwordHookCommands } from './password-hook/password-hook-program.ts';
import { secretCommands } from './secret/secret-program.ts';

/** Commander's complaint in our words, with what to do next. `operands` are the bare words of the line. */
export async function usageError(
  thrown: CommanderError,
  operands: readonly string[],
  commands: readonly string[],
): Promise<IdpError> {
  const [first = '', second = ''] = operands;
  if (first === 'help') return noSuchCommand(second, commands);
  if (first !== '' && !commands.includes(first)) return noSuchCommand(first, commands);
  const below = Object.hasOwn(groups, first) ? groups[first] : undefined;
  const command = below?.includes(second) === true ? `${first} ${second}` : first;
  switch (thrown.code) {
    case 'commander.unknownCommand':
    case 'commander.help':
      return new IdpError('usage', `idp ${command} is followed by one of ${(below ?? []).join(', ')}.`, {
        hint: `idp ${command} --help says what each of them does.`,
      });
    case 'commander.excessArguments':
      return new IdpError('usage', `idp ${command} was given more words than it takes.`, {
        hint: `idp ${command} --help says what it takes.`,
      });
    case 'commander.missingArgument':
      return needsMore(command, first);
    default:
      return new IdpError('usage', asSentence(thrown.message), {
        hint: `${['idp', command].filter(Boolean).join(' ')} --help lists the options.`,
      });
  }
}

/** The commands that are followed by another one. */
const groups: Readonly<Record<string, readonly string[]>> = {
  context: contextCommands,
  secret: secretCommands,
  password: passwordCommands,
  'password-hook': passwordHookCommands,
  audit: auditCommands,
};

function needsMore(command: string, first: string): IdpError {
  const { what, hint } = missing[first] ?? { what: 'a name', hint: 'idp actions lists the actions.' };
  return new IdpError('usage', `idp ${command} needs ${what} after it.`, { hint });
}

/** What stands behind a command, and where to find it; of a group, behind those below it. */
const missing: Readonly<Record<string, { readonly what: string; readonly hint: string }>> = {
  context: { what: 'a name', hint: 'idp context list lists the contexts.' },
  secret: { what: 'more words', hint: 'idp secret list lists the secrets, idp actions the actions.' },
  'password-hook': {
    what: 'a file',
    hint: 'docs/password-hook.md says what stands in it; - is standard input.',
  },
  convert: { what: 'the files of an export', hint: 'docs/migration.md says which; - is standard input.' },
  resume: { what: 'an operation ID', hint: 'idp operations --status aborted lists what may be left.' },
  undo: { what: 'an operation ID', hint: 'idp operations lists them.' },
  'show-operation': { what: 'an operation ID', hint: 'idp operations lists them.' },
  'show-task': { what: 'a task ID', hint: 'idp operations lists operations with their tasks.' },
  'cancel-task': { what: 'a task ID', hint: 'idp operations lists operations with their tasks.' },
};

async function noSuchCommand(word: string, commands: readonly string[]): Promise<IdpError> {
  // A broken catalog is told by the commands that need it.
  const catalog: Catalog = await readCatalog().catch(() => []);
  if (catalog.some((entry) => entry.name === word)) {
    return new IdpError('usage', `${word} is an action, not a command.`, {
      hint: `Run it with: idp run ${word} …`,
    });
  }
  const near = nearestNames(word, commands);
  const meant = near.length === 0 ? '' : `; the nearest is ${near.join(', ')}`;
  return new IdpError('usage', `There is no command ${JSON.stringify(word)}${meant}.`, {
    hint: 'idp --help lists the commands, idp actions what can be run.',
  });
}

/** `error: unknown option '--formt=x'\n(Did you mean --format?)` as a sentence that repeats no value. */
function asSentence(message: string): string {
  const [said = '', ...more] = message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (?:one of )?([^?]+)\?/.exec(more.join(' '))?.[1];
  const sentence = said.replace(/'(-[^'=]*)=[^']*'/, "'$1'").replace(/\.$/, '');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${meant === undefined ? '' : `; the nearest is ${meant}`}.`;
}
