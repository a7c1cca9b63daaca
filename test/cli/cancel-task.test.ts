import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { History } from '../../src/history/history.ts';
import { startFakeKratos } from './fake-kratos.ts';
import { anEnd, historyOf, newOperation } from './recorded-history.ts';
import { createUser, type User } from './user.ts';

let user: User;
let history: History;
beforeEach(() => {
  user = createUser();
  history = historyOf(user);
});
afterEach(() => user.leave());

/** Operation 1 with task 2, which runs, and 3 and 4, which wait; 5 with 6, which has ended. */
async function recordFour(): Promise<void> {
  const { firstTask } = await history.openMany(newOperation(), ['a***', 'b***', 'c***'], 3);
  await history.start(firstTask, '2015-02-14T06:06:06.000Z');
  const { task } = await history.open(newOperation());
  await history.close(task, anEnd());
}

const ended = 'error: Task 6 has ended: completed.\n  Look at it with idp show-task 6.\n';

describe('idp cancel-task', () => {
  it('takes back what waits, and asks what runs to stop', async () => {
    await recordFour();
    const { exit, stdout, stderr } = await user.call('cancel-task 2 3 --format yaml');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(parse(stdout)).toEqual({
      actions: [
        { id: '2', action: 'disable-identity', target: 'a***', status: 'aborting', 'completed-at': null },
        {
          id: '3',
          action: 'disable-identity',
          target: 'b***',
          status: 'cancelled',
          'completed-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        },
      ],
    });
    expect(await history.cancelRequested('1')).toEqual(['2']);
    expect(await history.pending('1', undefined, 10)).toEqual(['4']);
  });

  it('is shown as text by itself', async () => {
    await recordFour();
    expect((await user.call('cancel-task 2')).stdout).toBe(
      `actions
  - id            2
    action        disable-identity
    target        a***
    status        aborting
    completed-at  -
`,
    );
  });

  it('says of each that cannot be cancelled why, cancels the others, and ends with 6', async () => {
    await recordFour();
    const { exit, stdout, stderr } = await user.call('cancel-task 6 999 1 4 4');
    expect(exit).toBe(6);
    expect(stdout).toMatch(/^actions\n {2}- id {12}4\n/);
    expect(stderr).toBe(
      `${ended}error: Task 999 not found.\n  See operations and their tasks with idp operations.\n` +
        'error: Task 1 not found: 1 is an operation.\n' +
        '  Look at it with idp show-operation 1; its first task is 2.\n',
    );
    expect(await history.pending('1', undefined, 10)).toEqual(['3']);
  });

  it.each([
    ['cancel-task 6', 5],
    ['cancel-task 999', 3],
    ['cancel-task 6 999', 5],
  ])('%s ends with %i, as its error does', async (line, status) => {
    await recordFour();
    const { exit, stdout } = await user.call(line);
    expect({ exit, stdout }).toEqual({ exit: status, stdout: '' });
  });

  it('lists what it could not cancel in the formats for programs', async () => {
    await recordFour();
    const { stdout } = await user.call('cancel-task 6 --format json');
    expect(JSON.parse(stdout)).toEqual({
      actions: [],
      errors: [expect.objectContaining({ id: '6', code: 'task-ended' })],
    });
  });

  it('cancels nothing where one of the numbers is none', async () => {
    await recordFour();
    const { exit, stderr } = await user.call('cancel-task 3 x');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: Task ID "x" not valid\.\n/);
    expect(await history.pending('1', undefined, 10)).toEqual(['3', '4']);
    expect((await user.call('cancel-task')).stderr).toMatch(
      /^error: idp cancel-task needs a task ID after it\.\n/,
    );
  });

  it('keeps who asked, in the audit chain', async () => {
    await recordFour();
    await user.call('cancel-task 3', { env: {} });
    const { stdout } = await user.call('audit export');
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(last).toMatchObject({ by: { user: 'ada', machine: 'machine', door: 'cli' } });
  });
});

const silence = () => startFakeKratos(() => undefined);

describe('a run in another process', () => {
  it('ends when its task is cancelled, and tells so', async () => {
    const silent = await silence();
    const running = user.run(`run get-identity ada --admin-url ${silent.url} --format json`);
    await silent.asked;
    expect(await user.call('show-task 2')).toMatchObject({ exit: 7, stdout: 'Task 2 running\n' });
    const { stdout } = await user.call('cancel-task 2 --format json');
    expect(JSON.parse(stdout)).toMatchObject({ actions: [{ id: '2', status: 'aborting' }] });
    const { exit, outcome } = await running;
    await silent.close();
    expect({ exit, status: outcome.status }).toEqual({ exit: 130, status: 'aborted' });
    expect((await user.call('show-task 2')).exit).toBe(130);
  });

  it('that was killed is shown as aborted at the next look, and its task cannot be cancelled', async () => {
    const silent = await silence();
    await user.run(`run get-identity ada --admin-url ${silent.url}`, {
      kill: { when: silent.asked, signal: 'SIGKILL' },
    });
    await silent.close();
    const shown = await user.call('show-task 2');
    expect(shown.exit).toBe(130);
    expect(shown.stdout).toMatch(/^Task 2 aborted: The process that ran it ended without closing it\.\n/);
    expect((await user.call('cancel-task 2')).exit).toBe(5);
    expect((await user.call('audit verify')).exit).toBe(0);
  });
});
