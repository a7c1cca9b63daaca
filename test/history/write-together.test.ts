import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Writing } from '../../src/history/write-together.ts';
import { aDesk, anEnd, type Desk } from './a-history.ts';

let desk: Desk;
let told: string[];
beforeEach(() => {
  told = [];
  desk = aDesk({ onRecord: (text) => told.push(text) });
});
afterEach(() => desk.leave());

const time = '2030-01-01T00:01:00.000Z';

describe('what several tasks write at the same moment', () => {
  it('waits for the disk once', async () => {
    const { tasks } = await desk.openMany(100);
    const grown = async (work: () => Promise<unknown>): Promise<number> => {
      const before = statSync(`${desk.path}-wal`).size;
      await work();
      return statSync(`${desk.path}-wal`).size - before;
    };
    // A transaction writes each page that it changed once, and these are all on a few.
    const together = await grown(() => Promise.all(tasks.map((task) => desk.history.start(task, time))));
    const apart = await grown(async () => {
      for (const task of tasks.slice(0, 20)) await desk.history.markWriting(task);
    });
    expect(together).toBeLessThan(apart / 2);
  });

  it('stands in the chain in its order, and is told once it is kept', async () => {
    const { tasks } = await desk.openMany(8);
    await Promise.all(tasks.map((task) => desk.history.close(task, anEnd())));
    const records = await desk.records();
    expect(records.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(told.map((text) => (JSON.parse(text) as { number: number }).number)).toEqual(
      records.map(({ number }) => number),
    );
    expect((await desk.audit.verify()).intact).toBe(true);
  });

  it('fails alone, and leaves nothing of what failed', async () => {
    const { tasks } = await desk.openMany(2);
    const [one = '', two = ''] = tasks;
    const ends = await Promise.allSettled([
      desk.history.close(one, anEnd()),
      desk.file.write(failed),
      desk.history.close(two, anEnd()),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ends[1]).toMatchObject({ reason: { code: 'history-unavailable' } });
    expect(desk.sql('SELECT status FROM tasks')).toEqual([{ status: 'completed' }, { status: 'completed' }]);
    expect((await desk.records()).map(({ event }) => event)).toEqual([
      'operation-opened',
      'task-closed',
      'task-closed',
    ]);
    expect((await desk.audit.verify()).intact).toBe(true);
  });
});

const failed: Writing<void> = (db, tell) => {
  db.exec(`UPDATE tasks SET status = 'error'`);
  tell({ time, event: 'never-kept' });
  throw new Error('of its own');
};
