import type { Command } from 'commander';

/** Options of a run over many, as commander gives them. */
export type EachOptions = PaceOptions & {
  readonly each?: string;
  readonly column?: string;
  readonly failed?: string;
};

/** How fast it goes, when it stops, and how many it is agreed to be about. */
export type PaceOptions = {
  readonly concurrency?: string;
  readonly rate?: string;
  readonly maxFailures?: string;
  readonly expect?: string;
};

/** Declares on `idp run` what goes with --each. */
export function addEachOptions(run: Command): void {
  run
    .option(
      '--each <file>',
      'do it for each id or address in a file: lines, CSV, JSON lines (- reads standard input)',
    )
    .option('--column <name>', 'the column or member that holds them (else identity-id, id or email)');
  addPaceOptions(run);
  run.option(
    '--failed <file>',
    'where those that failed are written, for --each to take (else NAME.failed.jsonl)',
  );
}

/** Declares what a run over many shares with resuming and undoing one. */
export function addPaceOptions(command: Command): Command {
  return command
    .option('--concurrency <n>', 'how many at once (else 4)')
    .option('--rate <n/s>', 'how many to begin in a second, at most')
    .option('--max-failures <n>', 'stop when so many have failed')
    .option('--expect <n>', 'with --yes: consent, if this is how many there are');
}

/** Whether a line is about many; all of these go with --each only. */
export const isAboutMany = (options: EachOptions): boolean =>
  (['each', 'column', 'failed', 'concurrency', 'rate', 'maxFailures', 'expect'] as const).some(
    (name) => options[name] !== undefined,
  );
