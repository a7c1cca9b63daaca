import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import type { OperationRecord } from '../history/history-reader.ts';
import { findAction } from './catalog.ts';
import type { Action, Undo, IdentityActionContext } from './define-action.ts';
import type { LookingWorld } from './engine-world.ts';
import type { PreparedMany } from './many-operation.ts';
import { loadHandler, readingOnce } from './prepare-run.ts';
import { requireSameKratos } from './same-kratos.ts';
import type { Task } from './task.ts';

/**
 * How the tasks of an operation are undone, by what its action says; a target's text begins with the number of the task.
 * Fails with cannot-be-undone where the action does not say how, and with usage where another Kratos is meant now.
 */
export async function prepareUndo(
  task: Task,
  undone: OperationRecord,
  world: LookingWorld,
): Promise<PreparedMany> {
  const entry = findAction(world.catalog, undone.action);
  const action = await loadHandler(world, entry);
  const undo = wayBack(action, entry.name);
  task.action = `undo ${entry.name}`;
  const connection = await world.connect();
  requireSameKratos(undone, connection);
  const secrets = readingOnce(world.secrets, entry.name);
  return {
    // As consequential as anything: somebody may have built on what is taken back.
    entry: { ...entry, name: task.action, effect: 'destroy' },
    connection,
    parameters: { values: {}, selector: undefined },
    onceEach: false,
    async plan(text) {
      const [number = ''] = text.split(' ', 1);
      const { identityId, results, changes } = await world.reader.task(number);
      return {
        connection,
        secrets,
        selector: identityId === null ? undefined : { id: identityId },
        mayBeGone: action.target !== 'identity',
        scan: false,
        agree: async () => {},
        deed: (context) =>
          undo(
            { params: undone.parameters, results, changes, identityId: identityId ?? undefined },
            { ...context, identity: context.identity as Identity },
          ),
      };
    },
  };
}

function wayBack({ undo }: Action, name: string): Exclude<Undo<IdentityActionContext>, string> {
  if (typeof undo === 'function') return undo;
  throw new IdpError(
    'cannot-be-undone',
    undo === undefined ? `${name} cannot be undone.` : `${name} cannot be undone. ${undo}`,
  );
}
