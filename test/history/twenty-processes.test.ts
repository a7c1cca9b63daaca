import { afterEach, beforeEach, expect, it } from 'vitest';
import { aDesk, aProcess, ended, type Desk } from './a-history.ts';

let desk: Desk;
beforeEach(() => (desk = aDesk()));
afterEach(() => desk.leave());

/** Everything that a process may do, a few times over; prints how many rows and records that should make. */
const script = `
  const time = () => new Date().toISOString();
  const made = { operations: 0, tasks: 0, records: 0 };
  for (let n = 0; n < 3; n += 1) {
    const write = await history.open(anOperation());
    await history.markWriting(write.task);
    await history.say(write.task, { time: time(), message: 'Half done.' });
    await history.close(write.task, anEnd());
    const read = await history.open(anOperation({ effect: 'read' }));
    await history.close(read.task, anEnd());
    await audit.note({ event: 'secret-added', time: time(), asker: ada, fields: { n } });
    const many = await history.openMany(anOperation(), ['a***', 'b***', 'c***'], 3);
    const [first, second] = await history.pending(many.operation, undefined, 9);
    await history.start(first, time());
    await reader.cancel(first, ada, time());
    await reader.cancel(second, ada, time());
    await history.close(first, anEnd({ status: 'aborted' }));
    await history.closePending(many.operation, 'aborted', time());
    await reader.operations({ limit: 3, offset: 0 });
    made.operations += 3;
    made.tasks += 5;
    made.records += 2 + 1 + 1 + 5;
  }
  console.log(JSON.stringify(made));`;

it('twenty processes at once lose nothing, in a file that none has made yet', async () => {
  const ends = await Promise.all(Array.from({ length: 20 }, () => ended(aProcess(desk.path, script))));
  expect(ends.map(({ end }) => end)).toEqual(Array.from({ length: 20 }, () => 0));
  const made = ends.map(({ printed }) => JSON.parse(printed) as Record<string, number>);
  const sum = (name: string): number => made.reduce((total, one) => total + (one[name] ?? 0), 0);
  const [there] = desk.sql(
    `SELECT (SELECT count(*) FROM operations) AS operations, (SELECT count(*) FROM tasks) AS tasks,
       (SELECT count(*) FROM audit) AS records, (SELECT count(*) FROM task_log) AS lines,
       (SELECT count(*) FROM tasks WHERE status IN ('pending', 'running', 'aborting')) AS unfinished`,
  );
  expect(there).toEqual({
    operations: sum('operations'),
    tasks: sum('tasks'),
    records: sum('records'),
    lines: 60,
    unfinished: 0,
  });
  const [numbers] = desk.sql(
    `SELECT count(DISTINCT id) AS n, max(id) AS last
     FROM (SELECT id FROM operations UNION ALL SELECT id FROM tasks)`,
  );
  expect(numbers).toEqual({ n: 480, last: 480 });
  expect(await desk.audit.verify()).toMatchObject({ intact: true, head: { number: sum('records') } });
}, 60_000);
