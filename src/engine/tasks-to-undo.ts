import { IdpError } from '../errors/idp-error.ts';
import type { HistoryReader, OperationRecord, TaskRecord } from '../history/history-reader.ts';
import type { GivenTarget } from './many.ts';
import { eachTask } from './remaining-tasks.ts';

/**
 * Refuses what has nothing to be undone, or is undone already. Gives an earlier undoing that failed for some, if there
 * is one. Fails with cannot-be-undone.
 */
export async function requireUndoable(
  operation: OperationRecord,
  reader: HistoryReader,
): Promise<OperationRecord | undefined> {
  const { id, undoes, status, dryRun, effect, undoneBy } = operation;
  if (undoes !== null) {
    throw cannot(`Operation ${id} is itself the undoing of operation ${undoes}`, 'Run the action again.');
  }
  if (dryRun) throw cannot(`Operation ${id} was a dry run: it changed nothing`);
  if (effect === 'read') throw cannot(`Operation ${id} only read: it changed nothing`);
  if (status === 'running' || status === 'aborting' || status === 'pending') {
    throw cannot(`Operation ${id} still runs`, 'Stop it first, or wait for its end.');
  }
  if (undoneBy === null) return undefined;
  const earlier = await reader.operation(undoneBy);
  if (earlier.status === 'aborted') {
    throw cannot(
      `Operation ${id} is being undone by operation ${undoneBy}, which was interrupted`,
      `Go on with idp resume ${undoneBy}.`,
    );
  }
  if (earlier.status === 'failed' || earlier.status === 'cancelled' || earlier.status === 'error') {
    return earlier;
  }
  const how = earlier.status === 'completed' ? 'was undone' : 'is being undone';
  throw cannot(`Operation ${id} ${how} by operation ${undoneBy}`);
}

export const nothingToUndo = ({ id }: OperationRecord): IdpError =>
  cannot(`No task of operation ${id} is left that was completed and changed something`);

/**
 * The tasks of an operation that changed something, the last one first, less those that an earlier undoing has undone.
 */
export async function* tasksToUndo(
  reader: HistoryReader,
  operation: OperationRecord,
  earlier: OperationRecord | undefined,
): AsyncGenerator<GivenTarget> {
  const undone = new Set<string>();
  if (earlier !== undefined) {
    for await (const { status, identityId } of eachTask(reader, earlier.id)) {
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

const cannot = (what: string, hint?: string): IdpError =>
  new IdpError('cannot-be-undone', `${what}.`, hint === undefined ? {} : { hint });
