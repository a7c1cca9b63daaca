import { printable } from '../../../host/printable.ts';
import { revealed } from '../../../secrets/secret.ts';
import { renderText } from '../render-text.ts';
import type { TaskLine } from './task-line.ts';

/** Tasks as text for eyes: a line each, and below it the error, or what was answered beyond whether it changed. */
export function renderTasks(tasks: readonly TaskLine[]): string {
  const rows = tasks.map((task) => [task.task ?? '-', task.status, printable(task.target)]);
  const widths = [0, 1].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  return tasks
    .map((task, at) => {
      const cells = (rows[at] ?? []).map((cell, column) => cell.padEnd(widths[column] ?? 0));
      return [`${cells.join('  ')}${wordOf(task)}`, ...below(task)].map((line) => `${line}\n`).join('');
    })
    .join('');
}

function wordOf({ status, results }: TaskLine): string {
  if (status !== 'completed' || typeof results['changed'] !== 'boolean') return '';
  return results['changed'] ? '' : '  nothing to do';
}

function below({ error, results }: TaskLine): string[] {
  const { changed: _changed, ...more } = results;
  const said = error === undefined ? [] : [`    ${error.code}: ${printable(error.message)}`];
  if (Object.keys(more).length === 0) return said;
  const answered = renderText(revealed(more))
    .split('\n')
    .map((line) => `    ${line}`);
  return [...said, ...answered];
}
