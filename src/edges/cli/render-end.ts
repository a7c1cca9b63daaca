import type { Outcome, OutcomeError } from '../../engine/outcome.ts';
import type { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { isColourful } from './colour.ts';
import type { RunOptions } from './options.ts';
import { printable } from '../../host/printable.ts';

/** How a run ended, for standard error: the error and its hint, or for eyes a line with its numbers. */
export function renderEnd(outcome: Outcome, host: Host, options: RunOptions): string {
  if (outcome.error !== undefined) return renderError(outcome.error, host);
  if (options.quiet === true || options.format !== 'text') return '';
  const kind = outcome['dry-run'] ? 'dry run, nothing was sent' : outcome.status;
  const nothing = outcome.results['changed'] === false ? ', nothing to do' : '';
  const numbers = outcome.operation === null ? '' : ` (operation ${outcome.operation}, task ${outcome.task})`;
  return `${outcome.action}: ${kind}${nothing}${numbers}\n`;
}

/** What is wrong, and below it what to do next. */
export function renderError(error: OutcomeError, host: Host): string {
  const word = isColourful(host.stderr, host) ? '\u001B[31merror:\u001B[39m' : 'error:';
  const hint = error.hint === undefined ? '' : `  ${printable(error.hint)}\n`;
  return `${word} ${printable(error.message)}\n${hint}`;
}

/** Where an error came from, for --debug. */
export function renderTrace(error: IdpError): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  const lines = `${error.stack ?? error.message}${cause}`.split('\n');
  return `${lines.map(printable).join('\n')}\n`;
}
