import type { HistoryReader, TaskRecord } from '../history/history-reader.ts';

export type Remaining = {
  readonly count: number;
  /** The first few targets, masked. */
  masked(): readonly string[];
};

/** What is left to do of an operation that was interrupted, as takeUp would find it. */
export async function remainingOf(
  reader: HistoryReader,
  operation: string,
  includeUncertain: boolean,
): Promise<Remaining> {
  const sample: string[] = [];
  let count = 0;
  for await (const task of eachTask(reader, operation)) {
    if (task.status !== 'aborted' || task.cancelAsked || (task.uncertain && !includeUncertain)) continue;
    count += 1;
    if (sample.length < 5) sample.push(task.target ?? task.id);
  }
  return { count, masked: () => sample };
}

/** All tasks of an operation in order, a page at a time. */
export async function* eachTask(reader: HistoryReader, operation: string): AsyncGenerator<TaskRecord> {
  let after: string | undefined;
  for (;;) {
    const page = await reader.tasksOf(operation, after, pageSize);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.id;
  }
}

const pageSize = 500;
