import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../actions/kratos-under-test.ts';
import { createUser, type Ended, type User } from './user.ts';

let kratos: KratosUnderTest;
let user: User;
beforeEach(async () => {
  kratos = await startEmbedded();
  user = createUser();
});
afterEach(async () => {
  user.leave();
  await kratos.stop();
});

/** What each of four kinds of processes runs, how it ends, and how many tasks it has. */
const kinds = [
  { line: (id: string) => `run get-identity ${id}`, exit: 0, tasks: 1 },
  { line: (id: string) => `run disable-identity ${id} --yes`, exit: 0, tasks: 1 },
  { line: () => 'run enable-identity nobody@example.com', exit: 3, tasks: 1 },
  { line: () => 'run enable-identity --each ids --failed /dev/null --quiet', exit: 6, tasks: 26 },
] as const;

it('twenty processes at once on one data folder lose no record, and none waits in vain', async () => {
  const ids: string[] = [];
  for (let one = 0; one < 25; one += 1) {
    const traits = { email: `person-${one}@example.com` };
    ids.push((await kratos.createIdentity({ schema_id: 'default', traits })).id);
  }
  writeFileSync(join(user.home, 'ids'), [...ids, 'nobody@example.com'].map((id) => `${id}\n`).join(''));

  const runs = Array.from({ length: 20 }, async (_, at): Promise<{ kind: number; ended: Ended }> => {
    const line = kinds[at % 4]?.line(ids[at] ?? '') ?? '';
    const ended = await user.run(`${line} --admin-url ${kratos.adminUrl} --format json`, { cwd: user.home });
    return { kind: at % 4, ended };
  });
  const all = await Promise.all(runs);

  const astray = all.filter(({ kind, ended }) => ended.exit !== kinds[kind]?.exit);
  expect(astray.map(({ kind, ended }) => ({ kind, exit: ended.exit, stderr: ended.stderr }))).toEqual([]);
  const said = all.map(({ ended }) => ended.stdout + ended.stderr).join('');
  expect(said).not.toMatch(/database is locked|SQLITE_BUSY|Not recorded|not recorded/);

  const operations = user.recorded('operations');
  const tasks = user.recorded('tasks');
  expect(operations.map(({ id }) => Number(id))).toEqual(
    all.map(({ ended }) => Number(ended.outcome.operation)).toSorted(ascending),
  );
  const expected = all.reduce((sum, { kind }) => sum + (kinds[kind]?.tasks ?? 0), 0);
  expect(tasks).toHaveLength(expected);
  // Operations and tasks have their numbers from one sequence.
  const numbers = [...operations, ...tasks].map(({ id }) => Number(id)).toSorted(ascending);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(new Set(tasks.map(({ status }) => status))).toEqual(new Set(['completed', 'failed']));
  expect(tasks.filter(({ status }) => status === 'failed')).toHaveLength(10);
  expect((await user.run('audit verify')).exit).toBe(0);
}, 120_000);

const ascending = (one: number, other: number): number => one - other;
