import type { Host } from '../../../host/host.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { ShowOptions } from './history-options.ts';
import { openHistory } from './open-history.ts';
import { taskNumbered } from './record-number.ts';
import { renderTask } from './render-task.ts';
import { isUnderWay, taskExit } from './status-exit.ts';
import { taskDocument } from './task-document.ts';
import { watch } from './watch.ts';

/** `idp show-task`: gives the exit status that its status stands for. */
export async function showTaskCommand(host: Host, id: string, options: ShowOptions): Promise<number> {
  const { reader } = openHistory(host);
  let task = await taskNumbered(reader, id);
  if (options.watch === true) {
    const isOver = async () => {
      task = await reader.task(id);
      return !isUnderWay(task.status);
    };
    const left = await watch(host, reader, { name: `Task ${id}`, task: id, isOver }, options);
    if (left !== undefined) return left;
  }
  const log = await reader.logOf(id);
  await say(host, options, async () =>
    options.format === 'text'
      ? renderTask(task, log, options.utc === true)
      : renderData(taskDocument(task, log), options.format),
  );
  return taskExit(task);
}
