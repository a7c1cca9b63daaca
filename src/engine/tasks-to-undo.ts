import { IdpError } from '../errors/idp-error.ts';
import type { HistoryReader, OperationRecord, TaskRecord } from '../history/history-reader.ts';
import type { Status } from '../history/history.ts';
import type { GivenTarget } from './many.ts';
import { eachTask, remainingOf } from './remaining-tasks.ts';

/** Refuses what has nothing to be undone. Fails with cannot-be-undone. */
export function requireUndoable({ id, undoes, status, dryRun, effect }: OperationRecord): void {
  if (undoes !== null) {
    throw cannotBeUndone(
      `Operation ${id} is itself the undoing of operation ${undoes}`,
      'Run the action again.',
    );
  }
  if (dryRun) throw cannotBeUndone(`Operation ${id} was a dry run: it changed nothing`);
  if (effect === 'read') throw cannotBeUndone(`Operation ${id} only read: it changed nothing`);
  if (status === 'running' || status === 'aborting' || status === 'pending') {
    throw cannotBeUndone(`Operation ${id} still runs`, 'Stop it first, or wait for its end.');
  }
}

/**
 * Refuses what is undone already, or is being undone. What is undone `inParts` may have some left that an undoing left out
 * on purpose. Fails with cannot-be-undone.
 */
export async function requireNotUndone(
  { id, undoneBy }: OperationRecord,
  reader: HistoryReader,
  inParts: boolean,
): Promise<void> {
  if (undoneBy === null) return;
  const { status: undoing } = await reader.operation(undoneBy);
  if (undoing === 'aborted' && (await remainingOf(reader, undoneBy, true)).count > 0) {
    throw cannotBeUndone(
      `Operation ${id} is being undone by operation ${undoneBy}, which was interrupted`,
      `Go on with idp resume ${undoneBy}.`,
    );
  }
  if (repeatable.has(undoing) || (inParts && undoing === 'completed')) return;
  const how = undoing === 'completed' ? 'was undone' : 'is being undone';
  throw cannotBeUndone(`Operation ${id} ${how} by operation ${undoneBy}`);
}

/** Of an undoing that ended so, some may be left. */
const repeatable: ReadonlySet<Status> = new Set(['failed', 'cancelled', 'error', 'aborted']);

/**
 * The tasks of an operation that changed something, the last one first, less those that earlier undoings have undone.
 */
export async function* tasksToUndo(
  reader: HistoryReader,
  operation: OperationRecord,
): AsyncGenerator<GivenTarget> {
  const undone = new Set<string>();
  for (const earlier of await reader.undoingsOf(operation.id)) {
    for await (const { status, identityId } of eachTask(reader, earlier)) {
      if (status === 'completed' && identityId !== null) undone.add(identityId);
    }
  }
  let line = 0;
  for await (const { id, status, changed, identityId, target } of eachTaskBackwards(reader, operation)) {
    if (status !== 'completed' || changed !== true || undone.has(identityId ?? '')) continue;
    line += 1;
    yield { text: `${id} ${target ?? identityId ?? 'nobody in particular'}`, line };
  }
}

/** A page at a time. The tasks of an operation have numbers that follow each other. */
async function* eachTaskBackwards(
  reader: HistoryReader,
  { id, taskIds, counts }: OperationRecord,
): AsyncGenerator<TaskRecord> {
  const first = Number(taskIds[0]);
  let end = Object.values(counts).reduce((sum, count) => sum + count, 0);
  while (end > 0) {
    const start = Math.max(0, end - pageSize);
    const after = start === 0 ? undefined : String(first + start - 1);
    yield* (await reader.tasksOf(id, after, end - start)).toReversed();
    end = start;
  }
}

const pageSize = 500;

/** Says that it cannot be undone, by a sentence without its full stop. */
export const cannotBeUndone = (what: string, hint?: string): IdpError =>
  new IdpError('cannot-be-undone', `${what}.`, hint === undefined ? {} : { hint });
