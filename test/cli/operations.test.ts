import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { anEnd, graceId, historyOf, newOperation, recordSome } from './recorded-history.ts';
import { createUser, type User } from './user.ts';

describe('idp operations', () => {
  let user: User;
  beforeAll(async () => {
    user = createUser();
    await recordSome(user);
  });
  afterAll(() => user.leave());

  it('is a table by number, with times in UTC where that is asked', async () => {
    const { exit, stdout, stderr } = await user.call('operations --utc');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'ID  Status     Started               Finished              Task IDs       Summary',
        ' 1  completed  2015-02-14T06:06:06Z  2015-02-14T06:06:07Z  2              disable-identity run on g***@e***.com (left the company)',
        ' 3  failed     2015-02-14T06:06:06Z  2015-02-14T06:06:07Z  4              enable-identity run on n***@e***.com',
        ' 5  failed     2015-02-14T06:06:06Z  2015-02-14T06:06:07Z  6,7,8,9,10...  enable-identity run on 60 targets',
        '66  completed  2015-02-14T06:06:06Z  2015-02-14T06:06:07Z  67             disable-identity dry run on g***@e***.com',
        '68  running                                                69             get-identity run on g***@e***.com',
        '',
      ].join('\n'),
    );
  });

  it('has local times otherwise', async () => {
    const { stdout } = await user.run('list-operations --limit 1 --quiet', { env: { TZ: 'Asia/Kolkata' } });
    expect(stdout.split('\n')[1]).toMatch(
      /^ 1 {2}completed {2}2015-02-14T11:36:06 {2}2015-02-14T11:36:07 {2}/,
    );
  });

  it.each([
    ['--actions enable-identity', [3, 5]],
    ['--actions enable-identity,get-identity --status running,failed', [3, 5, 68]],
    ['--status running', [68]],
    ['--target Nobody@Elsewhere.com', []],
    ['--target nina@example.com', [3]],
    [`--target ${graceId}`, [1]],
    ['--since 2015-02-15', []],
    ['--since 2015-02-14T06:00Z --offset 3', [66, 68]],
  ])('with %s shows %j', async (options, ids) => {
    const { exit, stdout } = await user.call(`operations ${options} --format json`);
    expect(exit).toBe(0);
    expect(Object.keys(JSON.parse(stdout) as object).map(Number)).toEqual(ids);
  });

  it('tells on standard error which of them these are, and how to see the next', async () => {
    const middle = await user.call('operations --limit 2 --offset 1');
    expect(middle.stdout.match(/^ *\d+/gm)?.map(Number)).toEqual([3, 5]);
    expect(middle.stderr).toBe(
      'Displaying operation results 2 to 3.\n' +
        'Run the command again with --offset=3 --limit=2 to see the next batch.\n',
    );
    const last = await user.call('operations --limit 2 --offset 3 --format yaml');
    expect(last.stderr).toBe('Displaying operation results 4 to 5.\n');
    expect((await user.call('operations --limit 2 --quiet')).stderr).toBe('');
  });

  it('says that there are none, which is no failure', async () => {
    for (const line of ['operations --status cancelled', 'operations --offset 100']) {
      expect(await user.call(line)).toMatchObject({
        exit: 0,
        stdout: '',
        stderr: 'no matching operations\n',
      });
    }
    const { stdout } = await user.call('operations --status cancelled --format json');
    expect(JSON.parse(stdout)).toEqual({});
  });

  it('names every status where one is wrong', async () => {
    const { exit, stderr } = await user.call('operations --status foo');
    expect(exit).toBe(2);
    expect(stderr).toBe(
      'error: "foo" is not a valid task status, want one of [pending running completed failed cancelled aborting aborted error].\n' +
        '  Several are parted by commas: --status failed,aborted\n',
    );
  });

  it('is a map from each number to what show-operation answers, or a line each', async () => {
    const [json, yaml, lines, one] = await Promise.all(
      [
        'operations --format json',
        'operations --format yaml',
        'operations --format jsonl',
        'show-operation 3 --format json',
      ].map((line) => user.call(line)),
    );
    const map = JSON.parse(json?.stdout ?? '') as Record<string, unknown>;
    expect(map['3']).toEqual(JSON.parse(one?.stdout ?? ''));
    expect(parse(yaml?.stdout ?? '')).toEqual(map);
    const each = (lines?.stdout ?? '').trimEnd().split('\n');
    expect(each.map((line): unknown => JSON.parse(line))).toEqual(Object.values(map));
  });
});

describe('idp operations, of a reason that would drive the terminal,', () => {
  it('shows it escaped', async () => {
    const user = createUser();
    const history = historyOf(user);
    const { task } = await history.open(newOperation({ reason: 'a\u001B[2J\u202Eb\n' }));
    await history.close(task, anEnd());
    const { stdout } = await user.call('operations');
    user.leave();
    expect(stdout).toContain(String.raw`(a\u001b[2J\u202eb\n)`);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
  });
});

describe('where nothing was ever recorded', () => {
  let user: User;
  beforeEach(() => (user = createUser()));
  afterEach(() => user.leave());

  it.each([
    ['operations', 0, '', 'no matching operations\n'],
    ['audit head', 0, `0 ${'0'.repeat(64)}\n`, ''],
    ['audit verify', 0, `intact  yes\nnumber  0\nhash    ${'0'.repeat(64)}\n`, ''],
    ['audit export', 0, '', ''],
    ['audit export --format json', 0, '[]\n', ''],
    ['show-operation 1', 3, '', 'error: Operation 1 not found.\n'],
    ['show-task 1', 3, '', 'error: Task 1 not found.\n'],
    ['cancel-task 1', 3, '', 'error: Task 1 not found.\n'],
  ])('%s ends with %i, and makes no file', async (line, status, out, first) => {
    const { exit, stdout, stderr } = await user.call(line);
    expect({ exit, stdout }).toEqual({ exit: status, stdout: out });
    expect(stderr.split('  ')[0]).toBe(first);
    expect(existsSync(user.dataFolder)).toBe(false);
  });

  it.each([
    'operations',
    'show-operation 1',
    'show-task 1',
    'cancel-task 1',
    'audit verify',
    'audit head',
    'audit export',
  ])('%s says in one sentence that history.db is no database', async (line) => {
    mkdirSync(user.dataFolder, { recursive: true });
    const file = join(user.dataFolder, 'history.db');
    writeFileSync(file, 'This is no database, but a text of more than one hundred bytes.\n'.repeat(40));
    const { exit, stdout, stderr } = await user.call(line);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toBe(
      `error: History cannot be read from ${file}: file is not a database.\n` +
        '  Look at the file that is named, or choose another data folder with XDG_DATA_HOME.\n',
    );
  });
});

describe('where history.db cannot even be looked for', () => {
  it('says so, and does not say that there are no operations', async () => {
    const user = createUser();
    mkdirSync(user.dataFolder, { recursive: true });
    // Stops the superuser too.
    symlinkSync('history.db', join(user.dataFolder, 'history.db'));
    const { exit, stderr } = await user.call('operations');
    user.leave();
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /^error: History cannot be read from .*history\.db: ELOOP: .*\.\n {2}Look at the file/,
    );
  });
});
