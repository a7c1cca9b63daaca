import { printable } from '../../host/printable.ts';
import type { Finding } from '../../kratos/check/finding.ts';
import type { CheckDocument } from './context-check-command.ts';

/** A check for eyes: which Kratos, then a line for each question, and below it the next step where there is one. */
export function renderCheck(document: CheckDocument, colour: boolean): string {
  const { checks, context } = document;
  const width = Math.max(...checks.map(({ check }) => check.length));
  const lines = checks.flatMap(({ check, status, message, next }) => {
    const word = status.padEnd(statusWidth);
    const line = `${colour ? paint[status](word) : word}  ${check.padEnd(width)}  ${printable(message)}`;
    return next === undefined
      ? [line]
      : [line, `${' '.repeat(statusWidth + width + 4)}next: ${printable(next)}`];
  });
  return [...(context === null ? [] : [`context ${printable(context)}`]), ...lines, ''].join('\n');
}

const statusWidth = 'warning'.length;

const sgr = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[39m`;

const paint = {
  ok: sgr(32),
  warning: sgr(33),
  failed: sgr(31),
  unknown: sgr(36),
} as const satisfies Record<Finding['status'], (text: string) => string>;
