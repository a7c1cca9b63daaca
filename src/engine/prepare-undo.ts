import type { Identity } from '@ory/client';
import { IdpError } from '../errors/idp-error.ts';
import type { OperationRecord } from '../history/history-reader.ts';
import { findAction } from './catalog.ts';
import type { Action, Undo, IdentityActionContext } from './define-action.ts';
import type { LookingWorld } from './engine-world.ts';
import type { PreparedMany } from './many-operation.ts';
import type { GivenTarget } from './many.ts';
import { loadHandler, readingOnce } from './prepare-run.ts';
import { prepareUndoEach } from './prepare-undo-each.ts';
import { requireSameKratos } from './same-kratos.ts';
import type { Task } from './task.ts';
import { tasksToUndo } from './tasks-to-undo.ts';
import type { UndoChoices } from './undo-each.ts';

export type PreparedUndo = PreparedMany & {
  /** Whether also one alone is agreed to by number, since nobody knows it by an address. */
  readonly isByNumber: boolean;
  /** What there is to be undone, in a form that says all that `plan` wants. */
  readonly targets: () => AsyncIterable<GivenTarget>;
  /** Makes of it what history keeps. */
  readonly mask: (text: string) => string;
  /** What is said where there is no target. */
  readonly nothingLeft: string;
  readonly leave: () => void;
};

/**
 * How the tasks of an operation are undone, by what its action says; a target's text begins with the number of the task.
 * Fails with cannot-be-undone where the action does not say how, and with usage where another Kratos is meant now.
 */
export async function prepareUndo(
  task: Task,
  undone: OperationRecord,
  world: LookingWorld,
  choices: UndoChoices,
): Promise<PreparedUndo> {
  const entry = findAction(world.catalog, undone.action);
  const action = await loadHandler(world, entry);
  const way = wayBack(action, entry.name);
  task.action = `undo ${entry.name}`;
  const connection = await world.connect();
  requireSameKratos(undone, connection);
  const common = {
    // As consequential as anything: somebody may have built on what is taken back.
    entry: { ...entry, name: task.action, effect: 'destroy' },
    connection,
    onceEach: false,
  } as const;
  const secrets = readingOnce(world.secrets, entry.name);
  if ('each' in way) {
    return prepareUndoEach(task, undone, world, { ...common, secrets }, way.each, choices);
  }
  refuseChoices(choices, entry.name);
  return {
    ...common,
    parameters: { values: {}, selector: undefined },
    isByNumber: false,
    targets: () => tasksToUndo(world.reader, undone),
    mask: (text) => text.slice(text.indexOf(' ') + 1),
    nothingLeft: `No task of operation ${undone.id} is left that was completed and changed something`,
    leave: () => {},
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
          way.task(
            { params: undone.parameters, results, changes, identityId: identityId ?? undefined },
            { ...context, identity: context.identity as Identity },
          ),
      };
    },
  };
}

function refuseChoices({ includeChanged, includeUncertain }: UndoChoices, name: string): void {
  if (!includeChanged && !includeUncertain) return;
  throw new IdpError(
    'usage',
    `--include-changed and --include-uncertain are for undoing what was done to many in one task, which ${name} does not.`,
    { hint: 'Leave them out: what has changed since is never undone.' },
  );
}

type WayBack =
  | { readonly task: Exclude<Undo<IdentityActionContext>, string> }
  | { readonly each: NonNullable<Action['undoEach']> };

function wayBack({ undo, undoEach }: Action, name: string): WayBack {
  if (undoEach !== undefined) return { each: undoEach };
  if (typeof undo === 'function') return { task: undo };
  throw new IdpError(
    'cannot-be-undone',
    undo === undefined ? `${name} cannot be undone.` : `${name} cannot be undone. ${undo}`,
  );
}
