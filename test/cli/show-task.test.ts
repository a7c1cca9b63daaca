import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { anEnd, graceId, historyOf, newOperation, recordSome } from './recorded-history.ts';
import { ctrlC, openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

let user: User;
beforeAll(async () => {
  user = createUser();
  await recordSome(user);
});
afterAll(() => user.leave());

describe('idp show-task', () => {
  it('shows what a task answered, said, changed and sent', async () => {
    const { exit, stdout, stderr } = await user.call('show-task 2 --utc');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(
      `identity-id       ${graceId}
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

  it('shows why one failed, and what to do, and ends as the run did', async () => {
    const { exit, stdout, stderr } = await user.call('show-task 4');
    expect({ exit, stderr }).toEqual({ exit: 3, stderr: '' });
    expect(stdout).toBe(
      'Action id 4 failed: Nobody has the address n***@e***.com.\n' +
        '  Check the id or address, and with idp context show which Kratos was asked.\n',
    );
  });

  it('ends with 7 where the task still runs, without calling that an error', async () => {
    expect(await user.call('show-task 69')).toMatchObject({
      exit: 7,
      stdout: 'Task 69 running\n',
      stderr: '',
    });
  });

  it('is one object in the formats for programs, with the keys of an outcome', async () => {
    const { exit, stdout } = await user.call('show-task 4 --format json');
    expect(exit).toBe(3);
    const document: unknown = JSON.parse(stdout);
    expect(document).toEqual({
      operation: '3',
      task: '4',
      action: 'enable-identity',
      status: 'failed',
      target: 'n***@e***.com',
      'identity-id': null,
      changed: null,
      message: 'Nobody has the address n***@e***.com.',
      error: {
        code: 'identity-not-found',
        message: 'Nobody has the address n***@e***.com.',
        hint: 'Check the id or address, and with idp context show which Kratos was asked.',
      },
      results: {},
      log: [],
      timing: {
        enqueued: '2015-02-14T06:06:05.000Z',
        started: '2015-02-14T06:06:06.000Z',
        completed: '2015-02-14T06:06:07.500Z',
      },
      changes: [],
      requests: [],
    });
    expect(parse((await user.call('show-task 4 --format yaml')).stdout)).toEqual(document);
    expect(JSON.parse((await user.call('show-task 4 --format jsonl')).stdout)).toEqual(document);
  });

  it.each([
    ['show-task 999', 3, 'Task 999 not found.', 'See operations and their tasks with idp operations.'],
    [
      'show-task 5',
      3,
      'Task 5 not found: 5 is an operation.',
      'Look at it with idp show-operation 5; its first task is 6.',
    ],
    [
      'show-task x',
      2,
      'Task ID "x" not valid.',
      'It is a number: idp operations lists operations with their tasks.',
    ],
    ['show-task 0', 2, 'Task ID "0" not valid.', 'It is a number'],
    ['show-task 02', 2, 'Task ID "02" not valid.', 'It is a number'],
    ['show-task', 2, 'idp show-task needs a task ID after it.', 'idp operations lists operations'],
    ['show-operation 999', 3, 'Operation 999 not found.', 'See them with idp operations.'],
    [
      'show-operation 7',
      3,
      'Operation 7 not found: 7 is a task, of operation 5.',
      'Look at it with idp show-task 7, or with idp show-operation 5.',
    ],
    ['show-operation 1.5', 2, 'Operation ID "1.5" not valid.', 'It is a number'],
    ['show-operation', 2, 'idp show-operation needs an operation ID after it.', 'idp operations lists them.'],
  ])('%s ends with %i: %s', async (line, status, sentence, hint) => {
    const { exit, stdout, stderr } = await user.call(line);
    expect({ exit, stdout }).toEqual({ exit: status, stdout: '' });
    expect(stderr).toMatch(`error: ${sentence}\n  ${hint}`);
  });
});

describe('idp show-task --watch', () => {
  it('shows log lines as they come, and the task once it has ended', async () => {
    const history = historyOf(user);
    const { task } = await history.open(newOperation());
    await history.say(task, { time: '2015-02-14T06:06:06.000Z', message: 'First.' });
    const terminal = openTerminal(user, `show-task ${task} --watch --utc`);
    await terminal.waitFor('06:06:06 First.');
    await history.say(task, { time: '2015-02-14T06:06:07.000Z', message: 'Second\u0007.' });
    await terminal.waitFor(String.raw`06:06:07 Second\u0007.`);
    await history.close(task, anEnd({ results: { changed: true } }));
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('changed  yes\r\n');
    expect(terminal.shown().match(/06:06:06 First/g)).toHaveLength(1);
  });

  it('writes them to standard error, and to standard output nothing but the answer', async () => {
    const { exit, stdout, stderr } = await user.call('show-task 2 --watch --utc --format json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ task: '2', status: 'completed' });
    expect(stderr).toBe('06:06:07 Sessions ended: 2.\n');
    expect((await user.call('show-task 2 --watch --quiet')).stderr).toBe('');
  });

  it('is left with Ctrl-C, which ends the watching alone', async () => {
    const history = historyOf(user);
    const { operation, task } = await history.open(newOperation());
    await history.say(task, { time: '2015-02-14T06:06:06.000Z', message: 'At it.' });
    for (const line of [`show-task ${task} --watch`, `show-operation ${operation} --watch`]) {
      const terminal = openTerminal(user, line);
      await terminal.waitFor('At it.');
      terminal.type(ctrlC);
      expect(await terminal.ended).toBe(130);
      expect(terminal.shown()).toMatch(/error: (Task|Operation) \d+ is no longer watched, and goes on\.\r\n/);
    }
    expect(await user.call(`show-task ${task}`)).toMatchObject({ exit: 7 });
    await history.close(task, anEnd());
  });
});
