import { IdpError } from '../../../errors/idp-error.ts';
import type { HistoryReader, OperationRecord, TaskRecord } from '../../../history/history-reader.ts';

/** The operation of that number. Fails with usage, or with operation-not-found, which names a task of that number. */
export async function operationNumbered(reader: HistoryReader, id: string): Promise<OperationRecord> {
  requireNumber('Operation', id);
  try {
    return await reader.operation(id);
  } catch (error) {
    if (!isMissing(error, 'operation-not-found')) throw error;
    const task = await found(reader.task(id), 'task-not-found');
    if (task === undefined) throw new IdpError('operation-not-found', `Operation ${id} not found.`);
    throw new IdpError(
      'operation-not-found',
      `Operation ${id} not found: ${id} is a task, of operation ${task.operation}.`,
      { hint: `Look at it with idp show-task ${id}, or with idp show-operation ${task.operation}.` },
    );
  }
}

/** The task of that number. Fails with usage, or with task-not-found, which names an operation of that number. */
export async function taskNumbered(reader: HistoryReader, id: string): Promise<TaskRecord> {
  requireNumber('Task', id);
  try {
    return await reader.task(id);
  } catch (error) {
    throw isMissing(error, 'task-not-found') ? await taskMissing(reader, id) : error;
  }
}

/** Why there is no such task. Both kinds draw their numbers from one sequence, so the other one is easily typed. */
export async function taskMissing(reader: HistoryReader, id: string): Promise<IdpError> {
  const operation = await found(reader.operation(id), 'operation-not-found');
  if (operation === undefined) return new IdpError('task-not-found', `Task ${id} not found.`);
  const tasks = operation.taskIds.slice(0, 1).join();
  return new IdpError('task-not-found', `Task ${id} not found: ${id} is an operation.`, {
    hint: `Look at it with idp show-operation ${id}${tasks === '' ? '' : `; its first task is ${tasks}`}.`,
  });
}

/** Numbers count from 1; whatever else is typed is a slip, and not worth a look. */
export function requireNumber(kind: 'Operation' | 'Task', id: string): void {
  if (/^[1-9]\d{0,14}$/.test(id)) return;
  throw new IdpError('usage', `${kind} ID ${JSON.stringify(id)} not valid.`, {
    hint: 'It is a number: idp operations lists operations with their tasks.',
  });
}

export const isMissing = (error: unknown, code: 'operation-not-found' | 'task-not-found'): boolean =>
  error instanceof IdpError && error.code === code;

async function found<T>(
  looking: Promise<T>,
  otherwise: 'operation-not-found' | 'task-not-found',
): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (isMissing(error, otherwise)) return undefined;
    throw error;
  }
}
