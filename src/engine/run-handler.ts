import type { Identity } from '@ory/client';
import type { Action, Results } from './define-action.ts';
import type { EngineWorld } from './engine-world.ts';
import type { FilesWorld } from './files-world.ts';
import type { TaskContext } from './perform-task.ts';

/** The handler's whole world: an identity or files are there where its target says so. */
export function runHandler(
  action: Action,
  values: Results,
  context: TaskContext,
  { files }: EngineWorld,
): Promise<Results> {
  return action.run(values as never, {
    ...context,
    identity: context.identity as Identity,
    files: files as FilesWorld,
  });
}
