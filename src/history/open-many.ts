import type { HistoryFile } from './history-file.ts';
import type { NewOperation } from './history.ts';
import { insertOperation } from './insert-operation.ts';
import { setTogether } from './end-tasks.ts';
import { tellOperation } from './tell-of-rows.ts';

/**
 * An operation of many pending tasks. They are written a few thousand at a time, so that other processes need not wait
 * for all of them; none can be started before the last is there and the audit chain tells of the operation.
 */
export async function openMany(
  file: HistoryFile,
  operation: NewOperation,
  targets: Iterable<string>,
  count: number,
): Promise<{ readonly operation: string; readonly firstTask: string }> {
  const runner = file.world.processes.own();
  const { id, firstTask } = await file.write((db) =>
    insertOperation(db, operation, { many: true, targets: count, runner }),
  );
  try {
    let written = 0;
    for (const chunk of chunksOf(targets, tasksAtOnce)) {
      await insertTasks(file, id, firstTask + written, chunk);
      written += chunk.length;
    }
    if (written !== count) throw new Error(`${count} targets were announced, and ${written} came`);
    await file.write((db, tell) => tellOperation(db, tell, id, operation.enqueued));
  } catch (error) {
    await giveUp(file, id);
    throw error;
  }
  return { operation: String(id), firstTask: String(firstTask) };
}

/** A few milliseconds of the write lock. */
const tasksAtOnce = 2000;

async function insertTasks(
  file: HistoryFile,
  operation: number,
  first: number,
  targets: readonly string[],
): Promise<void> {
  await file.write((db) => {
    const insert = db.prepare(
      `INSERT INTO tasks (id, operation, status, target) VALUES (?, ?, 'pending', ?)`,
    );
    for (const [index, target] of targets.entries()) insert.run(first + index, operation, target);
  });
}

async function giveUp(file: HistoryFile, id: number): Promise<void> {
  const time = file.world.now().toISOString();
  try {
    await file.write((db, tell) => {
      tellOperation(db, tell, id, time);
      setTogether(db, tell, id, `status = 'pending'`, {
        event: 'tasks-ended',
        time,
        status: 'aborted',
        error: { code: 'aborted', message: 'The operation could not be written down as a whole.' },
      });
    });
  } catch {
    // What stopped the writing stops this too. Nothing of it can be started, and a look after this process finds it dead.
  }
}

function* chunksOf(items: Iterable<string>, size: number): Generator<readonly string[]> {
  let chunk: string[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
