import type { Host } from '../../../host/host.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { ShowOperationOptions } from './history-options.ts';
import { listedTasks } from './listed-tasks.ts';
import { openHistory } from './open-history.ts';
import { operationDocument } from './operation-document.ts';
import { operationNumbered } from './record-number.ts';
import { renderOperation } from './render-operation.ts';
import { isUnderWay, operationExit } from './status-exit.ts';
import { taskCount } from './task-counts.ts';
import { watch } from './watch.ts';

/** `idp show-operation`: gives the exit status that its status stands for. */
export async function showOperationCommand(
  host: Host,
  id: string,
  options: ShowOperationOptions,
): Promise<number> {
  const { reader } = openHistory(host);
  let operation = await operationNumbered(reader, id);
  if (options.watch === true) {
    const watched = {
      name: `Operation ${id}`,
      // Lines of many tasks at once would be nobody's.
      task: taskCount(operation) === 1 ? operation.taskIds[0] : undefined,
      isOver: async () => {
        operation = await reader.operation(id);
        return !isUnderWay(operation.status);
      },
    };
    const left = await watch(host, reader, watched, options);
    if (left !== undefined) return left;
  }
  const tasks = await listedTasks(reader, operation, options.all === true ? Infinity : shownTasks);
  await say(host, options, async () => {
    const document = await operationDocument(reader, operation, tasks);
    return options.format === 'text'
      ? renderOperation(document, tasks, options.utc === true)
      : renderData(document, options.format);
  });
  return operationExit(
    operation,
    tasks.find(({ status }) => status === 'failed'),
  );
}

/** Without --all. */
export const shownTasks = 50;
