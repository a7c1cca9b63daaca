import type { Outcome } from '../../../engine/outcome.ts';
import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError } from '../render-end.ts';
import { renderData, renderOutcome } from '../render-outcome.ts';
import { renderTasks } from './render-tasks.ts';
import type { TaskLine } from './task-line.ts';

/** What a run over many answers: the engine's outcome, whose results are counts, with tasks, repeated rows and the file of failed ones. */
export type ManyDocument = Outcome & { readonly tasks: readonly TaskLine[] | undefined };

export type ManyExtras = {
  readonly tasks: readonly TaskLine[] | undefined;
  readonly failedFile: string | undefined;
  /** Rows that repeated an earlier one. */
  readonly repeated: number;
};

export function documentOf(outcome: Outcome, { tasks, failedFile, repeated }: ManyExtras): ManyDocument {
  const results = {
    ...outcome.results,
    ...(repeated === 0 ? {} : { repeated }),
    ...(failedFile === undefined ? {} : { 'failed-file': failedFile }),
  };
  const { error } = outcome;
  if (error === undefined || failedFile === undefined) return { ...outcome, results, tasks };
  const again = `Those that failed are in ${failedFile}; run them again with --each ${failedFile}.`;
  // Where some never ran, it says how to take it up.
  const hint = Number(outcome.results['aborted']) > 0 ? `${error.hint ?? ''} ${again}` : again;
  return { ...outcome, results, error: { ...error, hint }, tasks };
}

/**
 * For standard output. Of jsonl, lines were written as they ended: here stand those that a file did not take, and what was
 * refused as a whole.
 */
export async function renderMany(
  { tasks, ...outcome }: ManyDocument,
  { format }: GlobalOptions,
): Promise<string> {
  if (format === 'jsonl') return renderData(outcome.operation === null ? outcome : (tasks ?? []), format);
  if (format === 'text') {
    const counts = await renderOutcome({ ...outcome, results: told(outcome.results) }, format, false);
    return `${renderTasks(tasks ?? [])}${counts}`;
  }
  const results = tasks === undefined ? outcome.results : { ...outcome.results, tasks };
  return renderOutcome({ ...outcome, results }, format, false);
}

/** For eyes, what is none is not told. */
const told = (results: Outcome['results']): Outcome['results'] =>
  Object.fromEntries(
    Object.entries(results).filter(([, value]) => value !== 0 && JSON.stringify(value) !== '{}'),
  );

/** How it ended, for standard error: the error, or a line for eyes; before it what the engine said of it as a whole. */
export function renderManyEnd(outcome: ManyDocument, host: Host, options: GlobalOptions): string {
  const said = options.quiet === true ? [] : outcome.log.map(({ message }) => `${printable(message)}\n`);
  if (outcome.error !== undefined) return said.join('') + renderError(outcome.error, host);
  if (options.quiet === true || options.format !== 'text') return said.join('');
  const { targets, unchanged } = outcome.results;
  const kind = outcome['dry-run'] ? 'dry run, nothing was sent' : outcome.status;
  const nothing = outcome['dry-run'] || !Number(unchanged) ? '' : `, nothing to do for ${String(unchanged)}`;
  const number = outcome.operation === null ? '' : ` (operation ${outcome.operation})`;
  return `${said.join('')}${outcome.action}: ${kind} for ${String(targets)}${nothing}${number}\n`;
}
