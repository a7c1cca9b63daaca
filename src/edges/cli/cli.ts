import { CommanderError, type Command } from 'commander';
import { refusePassword } from '../../engine/parameters.ts';
import { exitStatus, outcomeError } from '../../engine/outcome.ts';
import { toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { withAimedHint } from './aimed-hint.ts';
import { readLine, type Line } from './line.ts';
import type { GlobalOptions } from './options.ts';
import { createProgram } from './program.ts';
import { renderError, renderTrace } from './render-end.ts';
import { renderData, renderOutcome } from './render-outcome.ts';
import { refused } from './refused.ts';

/** The command line: commander reads the words, a command does the work; gives the exit status. */
export async function runCli(host: Host): Promise<number> {
  let status = 0;
  const end = (exit: number) => void (status = exit);
  const program = createProgram(host, end);
  const line = readLine(host.args, program);
  try {
    if (line.command !== 'run') {
      const { addOtherCommands } = await import('./other-commands.ts');
      addOtherCommands(program, host, end);
    }
    // Before anything repeats a word of the line: a password may stand anywhere in it.
    if (host.args.some(isPasswordWord)) refusePassword({ bare: [], pairs: [['password', '']] });
    if (asksForHelp(line)) {
      const { helpOnAlias, withAliases } = await import('./alias-help.ts');
      const help = await helpOnAlias(line);
      if (help !== undefined) {
        host.stdout.write(help);
        return 0;
      }
      await withAliases(program);
    }
    await program.parseAsync(await commanderArgs(program, line), { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error =
      thrown instanceof CommanderError ? await asUsage(thrown, program, line) : toIdpError(thrown);
    const shown = withAimedHint(outcomeError(error), program.opts<GlobalOptions>());
    const outcome = { ...refused(line.action, error, line.options.has('--dry-run')), error: shown };
    if (line.format !== 'text') {
      // What runs no action has no operation, status or results to tell of.
      const answer = isPlain(program, line)
        ? renderData({ error: shown }, line.format)
        : renderOutcome(outcome, line.format, false);
      host.stdout.write(await answer);
    }
    host.stderr.write(renderError(shown, host));
    if (line.options.has('--debug')) host.stderr.write(renderTrace(error));
    return exitStatus(outcome);
  }
}

const isPasswordWord = (word: string): boolean =>
  /^(-{1,2}password(\.|=|$)|password(\.[\w.-]*)?=)/i.test(word);

/** A command of idp itself that does not end in an outcome. */
const isPlain = (program: Command, { command }: Line): boolean =>
  commandNames(program).includes(command) && !withOutcome.has(command);

const withOutcome: ReadonlySet<string> = new Set(['run', 'resume', 'undo']);

const asksForHelp = ({ command, beforeDashes }: Line): boolean =>
  command === 'help' || beforeDashes.some((word) => word === '--help' || word === '-h');

const commandNames = (program: Command): string[] => [
  'help',
  ...program.commands.flatMap((command) => [command.name(), ...command.aliases()]),
];

/**
 * The line as commander is to read it: `idp get …` becomes `idp run get …` where actions.yaml declares that alias (the
 * catalog is read for no other word), and of a run what follows `--` is kept back, because commander would drop the
 * dashes themselves.
 */
async function commanderArgs(program: Command, line: Line): Promise<readonly string[]> {
  const { command } = line;
  if (command === 'run') return line.action === '' ? line.all : line.beforeDashes;
  return (await isAlias(program, command)) ? ['run', ...line.beforeDashes] : line.all;
}

async function isAlias(program: Command, command: string): Promise<boolean> {
  if (command === '' || commandNames(program).includes(command)) return false;
  const { readCatalog } = await import('../../host/installation.ts');
  return (await readCatalog()).some((entry) => entry.aliases.includes(command));
}

async function asUsage(thrown: CommanderError, program: Command, line: Line) {
  const { usageError } = await import('./usage-error.ts');
  // A catalog that cannot be read is told by what needs it.
  const isRun = await isAlias(program, line.command).catch(() => false);
  return usageError(thrown, isRun ? ['run', ...line.operands] : line.operands, commandNames(program));
}
