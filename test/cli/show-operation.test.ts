import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEnd, graceId, historyOf, newOperation, recordSome } from './recorded-history.ts';
import { openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

let user: User;
beforeAll(async () => {
  user = createUser();
  await recordSome(user);
});
afterAll(() => user.leave());

type Document = { readonly tasks: Record<string, { readonly status: string }> };

describe('idp show-operation', () => {
  it('shows who asked for what and why, and its task in full', async () => {
    const { exit, stdout, stderr } = await user.call('show-operation 1 --utc');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(
      `operation  1
summary    disable-identity run on g***@e***.com
status     completed
action
  name  disable-identity
  parameters
    email  g***@e***.com
effect     destroy
dry-run    no
asker      ada@machine, through cli
host       kratos.internal:4434
context    prod
reason     left the company
undoes     -
undone-by  -
timing
  enqueued   2015-02-14T06:06:05Z
  started    2015-02-14T06:06:06Z
  completed  2015-02-14T06:06:07Z
counts     1 completed

task 2
  identity-id       ${graceId}
  changed           yes
  sessions-revoked  2

  log
    2015-02-14T06:06:07Z  Sessions ended: 2.

  changes
    state  active → inactive

  requests
    aaaaaaaa  PATCH /admin/identities/${graceId} 200
    bbbbbbbb  DELETE /admin/identities/${graceId}/sessions no answer
`,
    );
  });

  it('lists at most fifty tasks, those that failed first, and ends with 6 where only some did', async () => {
    const { exit, stdout } = await user.call('show-operation 5');
    expect(exit).toBe(6);
    const [tree = '', tasks = ''] = stdout.split('\n\n');
    expect(tree).toContain('\nstatus     failed\nfail       58 completed, 2 failed\n');
    const lines = tasks.trimEnd().split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'tasks',
      '  16  failed     p***10@e***.com  Nobody has the address n***@e***.com.',
      '  64  failed     p***58@e***.com  Nobody has the address n***@e***.com.',
      '   6  completed  p***0@e***.com',
      '   7  completed  p***1@e***.com',
    ]);
    expect(lines).toHaveLength(52);
    expect(lines.at(-1)).toBe('  10 more, which --all lists');
  });

  it('lists all of them with --all', async () => {
    const { stdout } = await user.call('show-operation 5 --all');
    expect(stdout.split('\n\n')[1]?.trimEnd().split('\n')).toHaveLength(61);
    const [some, all] = await Promise.all(
      ['', ' --all'].map(async (option) => {
        const answer = await user.call(`show-operation 5 --format json${option}`);
        return JSON.parse(answer.stdout) as Document;
      }),
    );
    expect(Object.keys(some?.tasks ?? {})).toHaveLength(50);
    expect(some).toMatchObject({
      'tasks-not-listed': 10,
      counts: { completed: 58, failed: 2 },
      tasks: { '64': { status: 'failed' } },
    });
    expect(Object.keys(all?.tasks ?? {})).toHaveLength(60);
    expect(all).not.toHaveProperty('tasks-not-listed');
  });

  it.each([
    ['3', 3],
    ['66', 0],
    ['68', 7],
  ])('of %s ends with %i, as its status is', async (id, status) => {
    expect((await user.call(`show-operation ${id}`)).exit).toBe(status);
  });

  it('names the operation that undid it, and the one it undoes', async () => {
    const history = historyOf(user);
    const done = await history.open(newOperation());
    await history.close(done.task, anEnd({ changed: true }));
    const undoing = await history.open(newOperation({ undoes: done.operation }));
    await history.close(undoing.task, anEnd({ changed: true }));
    const look = async (id: string) =>
      JSON.parse((await user.call(`show-operation ${id} --format json`)).stdout) as unknown;
    expect(await look(done.operation)).toMatchObject({ undoes: null, 'undone-by': undoing.operation });
    expect(await look(undoing.operation)).toMatchObject({ undoes: done.operation, 'undone-by': null });
  });

  it('--watch waits until all of its tasks have ended', async () => {
    const history = historyOf(user);
    const { operation, firstTask } = await history.openMany(newOperation(), ['a***', 'b***'], 2);
    const second = String(Number(firstTask) + 1);
    const terminal = openTerminal(user, `show-operation ${operation} --watch`);
    for (const task of [firstTask, second]) {
      await history.start(task, '2015-02-14T06:06:06.000Z');
      await history.close(task, anEnd({ changed: true }));
    }
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('counts     2 completed');
  });
});
