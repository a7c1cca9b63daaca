import { expect, it } from 'vitest';
import { emptyHistory } from '../../../../src/edges/cli/history/empty-history.ts';
import { listedTasks } from '../../../../src/edges/cli/history/listed-tasks.ts';
import type { HistoryReader } from '../../../../src/history/history-reader.ts';
import type { Status } from '../../../../src/history/history.ts';
import { anOperation, aTask } from './records.ts';

/** Tasks 2, 3, 4 … of these statuses, and how many pages of them were asked for. */
function history(statuses: readonly Status[]) {
  const tasks = statuses.map((status, at) => aTask({ id: String(at + 2), status }));
  let pages = 0;
  const reader: HistoryReader = {
    ...emptyHistory.reader,
    tasksOf(_operation, after, limit) {
      pages += 1;
      const from = after === undefined ? 0 : Number(after) - 1;
      return Promise.resolve(tasks.slice(from, from + limit));
    },
  };
  const count = (status: Status) => statuses.filter((one) => one === status).length;
  const counts = { completed: count('completed'), failed: count('failed'), aborted: count('aborted') };
  const list = async (limit: number) =>
    (await listedTasks(reader, anOperation({ counts }), limit)).map(({ id }) => id);
  return { list, pages: () => pages };
}

const completed = (count: number): Status[] => Array.from({ length: count }, () => 'completed');

it('lists what did not go well first, wherever it stands', async () => {
  const { list } = history([...completed(3), 'failed', 'completed', 'aborted']);
  expect(await list(50)).toEqual(['5', '7', '2', '3', '4', '6']);
  expect(await list(3)).toEqual(['5', '7', '2']);
  expect(await list(1)).toEqual(['5']);
});

it('finds a failure behind a thousand tasks, and reads no further', async () => {
  const { list, pages } = history([...completed(1100), 'failed', ...completed(5000)]);
  expect(await list(2)).toEqual(['1102', '2']);
  expect(pages()).toBe(2);
});

it('reads one page of an operation where all went well', async () => {
  const { list, pages } = history(completed(5000));
  expect(await list(50)).toHaveLength(50);
  expect(pages()).toBe(1);
});

it('lists all of them where that is asked', async () => {
  const { list } = history([...completed(1200), 'failed']);
  expect(await list(Infinity)).toHaveLength(1201);
});
