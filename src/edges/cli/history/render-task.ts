import { printable } from '../../../host/printable.ts';
import type { TaskRecord } from '../../../history/history-reader.ts';
import type { Change, SentRequest, TaskLogLine } from '../../../history/history.ts';
import { renderText } from '../render-text.ts';
import { shownTime } from './shown-time.ts';
import { hintOf } from './task-document.ts';

/** A task for eyes: what it answered, how it ended, what it said, what it changed and which requests it sent. */
export function renderTask(task: TaskRecord, log: readonly TaskLogLine[], utc: boolean): string {
  const { results, changes, requests } = task;
  const hasResults = Object.keys(results).length > 0;
  const parts = [
    ...(hasResults ? [renderText(results)] : []),
    ...(hasResults && task.status === 'completed' ? [] : [endOf(task)]),
    ...section(
      'log',
      log.map(({ time, message }) => [shownTime(time, utc), message]),
    ),
    ...section(
      'changes',
      changes.map((change) => [change.name, `${valueOf(change.before)} → ${valueOf(change.after)}`]),
    ),
    ...section(
      'requests',
      requests.map((request) => [request.id, requestOf(request)]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The last may only count those that are not kept. */
const requestOf = ({ id, method, path, status }: SentRequest): string =>
  id === '' ? path : `${method} ${path} ${status ?? 'no answer'}`;

/** Juju's sentence for what failed, with what to do next; for the rest the status, and why where that is known. */
function endOf({ id, status, error, uncertain }: TaskRecord): string {
  const lines = [
    status === 'failed' && error !== null
      ? `Action id ${id} failed: ${printable(error.message)}`
      : `Task ${id} ${status}${error === null ? '' : `: ${printable(error.message)}`}`,
  ];
  const hint = error === null ? undefined : hintOf(error.code);
  if (hint !== undefined) lines.push(`  ${hint}`);
  if (uncertain) lines.push(`  ${whetherDone}`);
  return lines.join('\n');
}

/** Of a task that was aborted after its first write was sent. */
export const whetherDone = 'Its first write was sent: whether it was done is not known.';

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const shown = rows.map(([key, text]) => [printable(key), printable(text)] as const);
  const width = Math.max(...shown.map(([key]) => key.length));
  return [[title, ...shown.map(([key, text]) => `  ${key.padEnd(width)}  ${text}`)].join('\n')];
}

const valueOf = (value: Change['before']): string => (value === null ? 'none' : String(value));
