import { printable } from '../../../host/printable.ts';
import type { TaskRecord } from '../../../history/history-reader.ts';
import { renderText } from '../render-text.ts';
import type { OperationDocument } from './operation-document.ts';
import { renderTask, whetherDone } from './render-task.ts';
import { shownTime } from './shown-time.ts';
import { countsInWords } from './task-counts.ts';

/** An operation for eyes: its tree, and below it its one task in full, or a line for each of several. */
export function renderOperation(
  document: OperationDocument,
  tasks: readonly TaskRecord[],
  utc: boolean,
): string {
  const { tasks: details, 'tasks-not-listed': notListed = 0, ...rest } = document;
  const { asker, timing } = rest;
  const tree = {
    ...rest,
    asker: askerInWords(asker),
    timing: {
      enqueued: shownTime(timing.enqueued, utc),
      started: shownTime(timing.started, utc) || null,
      completed: shownTime(timing.completed, utc) || null,
    },
    counts: countsInWords(rest),
  };
  const [only] = tasks;
  const single = only === undefined || tasks.length + notListed > 1 ? undefined : details[only.id];
  const below =
    single === undefined || only === undefined
      ? taskLines(tasks, notListed)
      : `task ${only.id}\n${indented(renderTask(only, single.log, utc))}`;
  return `${renderText(tree)}\n\n${below}`;
}

/** `ada@workstation from 192.0.2.7, through slack for grace`: the operating system's user, and whom a front door knows. */
function askerInWords(asker: OperationDocument['asker']): string {
  const from = asker.from === null ? '' : ` from ${asker.from}`;
  const actor = asker.actor === null ? '' : ` for ${asker.actor}`;
  return `${asker.user}@${asker.machine}${from}, through ${asker.door}${actor}`;
}

function taskLines(tasks: readonly TaskRecord[], notListed: number): string {
  const rows = tasks.map(({ id, status, target, error, uncertain }) => [
    id,
    status,
    printable(target ?? '-'),
    uncertain ? whetherDone : printable(error?.message ?? ''),
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, at) => (at === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
  const more = notListed === 0 ? [] : [`  ${notListed} more, which --all lists`];
  return ['tasks', ...lines, ...more, ''].join('\n');
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
    .concat('\n');
