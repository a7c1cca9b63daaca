import { IdpError } from '../errors/idp-error.ts';
import type { Status } from '../history/history.ts';
import type { Outcome } from './outcome.ts';
import type { ManyEnd } from './perform-many.ts';
import { failTask } from './perform-task.ts';
import { taskOutcome } from './task-outcome.ts';
import type { Task } from './task.ts';

/** A run over many as a whole; it has an outcome as a task has, but no number of one. */
export type WholeRun = {
  readonly task: Task;
  /** Once it has its number. */
  operation: string | undefined;
  /** Whether something of it could be taken up. */
  left: boolean;
};

/**
 * The outcome of a run over many that ran; `uncertainBefore` counts what an earlier part of it left so. What is about
 * one task `alone` ends as that task did.
 */
export function endMany(
  whole: WholeRun,
  end: ManyEnd,
  { uncertainBefore = 0, alone = false }: { uncertainBefore?: number; alone?: boolean } = {},
): Outcome {
  const { task } = whole;
  const { counts, left, reasons } = end.tally;
  const uncertain = counts.uncertain + uncertainBefore;
  whole.left = left.aborted + uncertainBefore > 0 || end.broken !== undefined;
  if (uncertain > 0) task.say(toldOfUncertain(uncertain));
  Object.assign(task.results, counts, { uncertain, reasons });
  task.leave();
  const status = statusOf(end, uncertainBefore);
  const error = errorOf(whole, end) ?? ofUncertain(whole, uncertain);
  const outcome = taskOutcome(task, status, task.time(), error);
  const { lastError } = end.tally;
  return numbered(whole, alone && lastError !== undefined ? { ...outcome, error: lastError } : outcome);
}

/** The outcome of a run over many that never began. */
export async function failMany(whole: WholeRun, thrown: unknown): Promise<Outcome> {
  return numbered(whole, await failTask(whole.task, thrown));
}

const numbered = ({ operation }: WholeRun, outcome: Outcome): Outcome => ({
  ...outcome,
  operation: operation ?? null,
});

/** The first that some task has, as operations have it. */
function statusOf({ tally: { counts }, broken }: ManyEnd, uncertainBefore: number): Status {
  if (counts.aborted + uncertainBefore > 0) return 'aborted';
  if (counts.failed > 0 || broken !== undefined) return 'failed';
  return counts.cancelled > 0 ? 'cancelled' : 'completed';
}

function errorOf(whole: WholeRun, end: ManyEnd): IdpError | undefined {
  const { task, operation } = whole;
  const { counts, left } = end.tally;
  const unsure = left.uncertain > 0 && left.aborted === left.uncertain ? ' --include-uncertain' : '';
  const resume = `Take it up with idp resume ${operation}${unsure}.`;
  if (end.broken !== undefined) return brokenOff(end, end.broken, `Mend what is wrong. ${resume}`);
  if (left.aborted > 0 && (end.neverRan > 0 || task.signal.aborted)) {
    const stopped = end.tally.stopReason();
    return stopped === undefined || task.signal.aborted
      ? new IdpError('aborted', `Interrupted: ${notDone(end)}`, { hint: resume })
      : new IdpError('partial', `${stopped} ${notDone(end)}`, { hint: `Mend what is wrong. ${resume}` });
  }
  if (counts.completed === counts.targets) return undefined;
  const parts = [
    counts.failed === 0 ? '' : `${counts.failed} failed (${reasonsOf(end)})`,
    counts.aborted === 0 ? '' : `${counts.aborted} aborted by cancel-task`,
    counts.cancelled === 0 ? '' : `${counts.cancelled} cancelled before running`,
  ];
  return new IdpError(
    'partial',
    `Of ${counts.targets}, ${parts.filter((part) => part !== '').join(', ')}.`,
    counts.failed > 0 ? hintOfFailed(whole, end) : { hint: left.aborted > 0 ? resume : staysCancelled },
  );
}

/** What broke says itself that nothing was sent, which is so of one run only. */
function brokenOff(end: ManyEnd, broken: IdpError, hint: string): IdpError {
  const { code, message, details } = broken;
  return new IdpError(code, `${message} ${notDone(end)}`, {
    hint,
    cause: broken,
    ...(details === undefined ? {} : { details }),
  });
}

/** What cannot be undone cannot the next time, either. */
function hintOfFailed({ operation }: WholeRun, { tally }: ManyEnd): { readonly hint?: string } {
  if (tally.reasons['cannot-be-undone'] !== tally.counts.failed) return {};
  return { hint: `Those stay as they are; idp show-operation ${operation} says why, one by one.` };
}

const staysCancelled = 'What was cancelled stays so: for those, run the action again.';

/** `4 of 6 were not done, and of 1 more that is not known.` */
function notDone({ tally: { counts, left } }: ManyEnd): string {
  const sure = left.aborted - left.uncertain;
  const done = `${sure} of ${counts.targets} were not done`;
  return left.uncertain === 0 ? `${done}.` : `${done}, and of ${left.uncertain} more that is not known.`;
}

/** `2 identity-not-found, 1 timeout` */
const reasonsOf = ({ tally }: ManyEnd): string =>
  Object.entries(tally.reasons)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');

const toldOfUncertain = (count: number): string =>
  count === 1
    ? 'One was stopped after its first write was sent: whether it was done is not known. Look at it before it is done again.'
    : `${count} were stopped after their first write was sent: whether they were done is not known. Look at them before they are done again.`;

/** What is left where all else was done, now or before. */
const ofUncertain = ({ operation }: WholeRun, count: number): IdpError | undefined =>
  count === 0
    ? undefined
    : new IdpError('partial', `All was done but ${count} of which that is not known.`, {
        hint: `Once you have looked, idp resume ${operation} --include-uncertain does what is left again.`,
      });
