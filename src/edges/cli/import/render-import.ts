import type { Outcome } from '../../../engine/outcome.ts';
import { printable } from '../../../host/printable.ts';
import { endedOf, type ImportCounts } from '../../../transfer/import/import-counts.ts';
import type { ImportDetails } from '../../../transfer/report/import-details.ts';
import { nextSteps } from '../../../transfer/report/next-steps.ts';
import { type Aim, flagsOfAim } from '../aimed-hint.ts';
import type { Paint } from '../render-text.ts';
import { duration } from './duration.ts';
import { renderPlaces } from './render-places.ts';

/**
 * How an import ended, for eyes: counts, how long it took, why rows did not go in, where they are, and what to do next.
 * Undefined where it did not come as far as to count.
 */
export function renderImport(outcome: Outcome, paint: Paint, aim: Aim): string | undefined {
  const { results, operation } = outcome;
  if (!isCounted(results)) return undefined;
  const details = (outcome.error?.details ?? {}) as ImportDetails;
  const blocks = [
    countLines(results, paint),
    speedLines(outcome, results),
    outcome['dry-run'] ? ['dry run: this is what would become of them, and nothing was sent'] : [],
    reasonLines(details),
    details.rejects === undefined ? [] : [`rejects  ${printable(details.rejects)}`],
    operation === null || outcome['dry-run'] ? [] : stepLines(operation, results, details, aim),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

const counted = ['read', 'created', 'updated', 'unchanged', 'skipped', 'rejected', 'uncertain'] as const;

const isCounted = (results: object): results is ImportCounts =>
  counted.every((name) => name in results && typeof results[name as never] === 'number');

function countLines(counts: ImportCounts, paint: Paint): string[] {
  const width = Math.max(...counted.map((name) => String(counts[name]).length));
  return counted.map(
    (name) => `${paint(name)}${' '.repeat(longest - name.length)}  ${String(counts[name]).padStart(width)}`,
  );
}

const longest = Math.max(...counted.map((name) => name.length));

function speedLines({ timing }: Outcome, counts: ImportCounts): string[] {
  if (timing === null) return [];
  const seconds = (Date.parse(timing.completed) - Date.parse(timing.started)) / 1000;
  const rate = seconds < 1 ? '' : `, ${(endedOf(counts) / seconds).toFixed(0)} rows/s`;
  return [`in ${duration(seconds)}${rate}`];
}

function reasonLines({ reasons = {}, places = {} }: ImportDetails): string[] {
  const ordered = Object.entries(reasons).toSorted(([, one], [, other]) => other - one);
  const width = Math.max(0, ...ordered.map(([code]) => printable(code).length));
  const digits = Math.max(0, ...ordered.map(([, count]) => String(count).length));
  const lines = ordered.map(([code, count]) => {
    const where = renderPlaces(places[code] ?? [], count);
    return `  ${printable(code).padEnd(width)}  ${String(count).padStart(digits)}  ${where}`.trimEnd();
  });
  return lines.length === 0 ? [] : ['rejected and uncertain, by reason', ...lines];
}

function stepLines(operation: string, counts: ImportCounts, details: ImportDetails, aim: Aim): string[] {
  const steps = nextSteps({
    operation,
    counts,
    isUnfinished: details.unfinished === true,
    reasons: details.reasons ?? {},
    rejects: details.rejects,
  }).map((step) => ({ ...step, command: aimed(step.command, aim) }));
  // A long name of a file moves the others to the right of a terminal.
  const lengths = steps.map(({ command }) => printable(command).length);
  const width = Math.max(0, ...lengths.filter((length) => length <= 44));
  return steps.map(({ command, purpose }) => `${printable(command).padEnd(width)}  # ${purpose}`);
}

/** What acts on an operation knows its Kratos; an import pasted without the flags would go to another one. */
function aimed(command: string, aim: Aim): string {
  const flags = flagsOfAim(aim);
  return flags === '' ? command : command.replace(/^idp (?=import )/, () => `idp ${flags} `);
}
