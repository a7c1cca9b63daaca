import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { anEnd, historyOf, newOperation, recordSome } from './recorded-history.ts';
import { openTerminal } from './terminal.ts';
import { createUser, main, type User } from './user.ts';

let user: User;
beforeEach(async () => {
  user = createUser();
  await recordSome(user);
});
afterEach(() => user.leave());

const headOf = async () => (await user.call('audit head')).stdout.trimEnd();
const exported = async () => (await user.call('audit export')).stdout;

/** Somebody who may write to the file takes the triggers away first. */
function tamper(sql: string): void {
  const db = new DatabaseSync(join(user.dataFolder, 'history.db'));
  db.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted');
  db.exec(sql);
  db.close();
}

describe('idp audit head', () => {
  it('is one line of number and hash, which grows with every operation', async () => {
    const head = await headOf();
    expect(head).toMatch(/^\d+ [0-9a-f]{64}$/);
    const [number, hash] = head.split(' ');
    expect(JSON.parse((await user.call('audit head --format json')).stdout)).toEqual({
      number: Number(number),
      hash,
    });
    await historyOf(user).open(newOperation());
    expect(Number((await headOf()).split(' ')[0])).toBe(Number(number) + 1);
  });
});

describe('idp audit verify', () => {
  it('prints number and hash of the last record of a chain that is intact', async () => {
    const [number, hash] = (await headOf()).split(' ');
    const { exit, stdout, stderr } = await user.call('audit verify');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(`intact  yes\nnumber  ${number}\nhash    ${hash}\n`);
  });

  it('accepts a head that was kept, as it was printed or its hash alone, also once there is more', async () => {
    const kept = await headOf();
    await historyOf(user).open(newOperation());
    for (const head of [kept, kept.split(' ')[1]?.toUpperCase() ?? '']) {
      expect((await user.call(['audit', 'verify', '--head', head])).exit).toBe(0);
    }
  });

  it.each([
    [
      'changed',
      `UPDATE audit SET text = replace(text, 'kratos.internal', 'kratos.external') WHERE number = 1`,
      1,
    ],
    ['taken out', 'DELETE FROM audit WHERE number = 2', 2],
  ])('ends with 6 and names the record that was %s', async (_, sql, number) => {
    tamper(sql);
    const { exit, stdout, stderr } = await user.call('audit verify --format json');
    expect(exit).toBe(6);
    const document = JSON.parse(stdout) as { readonly number: number; readonly problem: string };
    expect(document).toEqual({ intact: false, number: expect.any(Number), problem: expect.any(String) });
    expect(Math.abs(document.number - number)).toBeLessThanOrEqual(1);
    expect(stderr).toMatch(
      /^error: The audit chain is broken at record \d+: .+\.\n {2}Compare it with an export, .+\.\n$/,
    );
  });

  it('sees that the end was taken away, by a head that was kept elsewhere and not without', async () => {
    const kept = await headOf();
    const last = kept.split(' ')[0] ?? '';
    // Ada's last operation, which is under way, goes with its record.
    tamper(`DELETE FROM audit WHERE number = ${last};
      DELETE FROM tasks WHERE record = ${last}; DELETE FROM operations WHERE record = ${last}`);
    expect(await user.call(['audit', 'verify', '--head', kept])).toMatchObject({ exit: 6 });
  });

  it('sees that the whole file is gone, by such a head', async () => {
    const other = createUser();
    const { exit, stderr } = await other.call(['audit', 'verify', '--head', await headOf()]);
    other.leave();
    expect(exit).toBe(6);
    expect(stderr).toContain(
      'error: The audit chain does not fit what is recorded: there are no records, and the head was of one.\n',
    );
  });

  it('refuses what is no hash', async () => {
    const { exit, stderr } = await user.call('audit verify --head abc');
    expect(exit).toBe(2);
    expect(stderr).toBe(
      'error: --head is no hash of 64 hexadecimal digits.\n  Give it what idp audit head printed.\n',
    );
  });

  it('is followed by no other word than verify, head and export', async () => {
    for (const line of ['audit', 'audit chain']) {
      const { exit, stderr } = await user.call(line);
      expect(exit).toBe(2);
      expect(stderr).toMatch(/^error: idp audit is followed by one of verify, head, export\.\n/);
    }
  });
});

describe('idp audit export', () => {
  it('is a JSON line for each record, numbered from 1, each with the hash of the one before', async () => {
    const records = (await exported())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map((record) => record['number'])).toEqual(records.map((_, at) => at + 1));
    expect(records.map((record) => record['previous'])).toEqual([
      '0'.repeat(64),
      ...records.slice(0, -1).map((record) => record['hash']),
    ]);
    expect(await headOf()).toBe(`${records.length} ${String(records.at(-1)?.['hash'])}`);
  });

  it('is one list as json and as yaml', async () => {
    const records = (await exported())
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(JSON.parse((await user.call('audit export --format json')).stdout)).toEqual(records);
    expect(parse((await user.call('audit export --format yaml')).stdout)).toEqual(records);
    expect((await user.call('audit export --format jsonl')).stdout).toBe(await exported());
  });

  it('goes to a file of mode 0600 with -o', async () => {
    const file = join(user.home, 'audit.jsonl');
    const { exit, stdout, stderr } = await user.call(`audit export -o ${file}`);
    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(await exported());
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('ends well where its reader has seen enough', () => {
    const line = `"$0" "$1" audit export | head -n 1; test "\${PIPESTATUS[0]}" = 0`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line, process.execPath, main], {
      env: user.env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\{"number":1,.*\}\n$/);
  });

  it('shows a terminal nothing that could drive it', async () => {
    await historyOf(user).open(newOperation({ reason: 'a\u009B2J\u202Eb' }));
    const terminal = openTerminal(user, 'audit export');
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(String.raw`"reason":"a\u009b2J\u202eb"`);
  });
});

describe('the script in docs/operations.md', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const script = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

  /** What it says of an export: its exit status and the head that it prints. */
  function check(text: string) {
    const file = join(user.home, 'verify.mjs');
    writeFileSync(file, script);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], { input: text, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  // A reader of lines may take more than a line feed for the end of one.
  const odd = 'a\u2028b\u0085c\u001B[2J "quoted" \u{1F600} \uD800';

  it('prints the head of an export that is whole', async () => {
    const history = historyOf(user);
    const { task } = await history.open(newOperation({ reason: odd }));
    await history.close(task, anEnd({ results: { '2': 1, '1': 1e21, __proto__: null } }));
    expect(script.trimEnd().split('\n').length).toBeLessThan(20);
    expect(check(await exported())).toEqual({ status: 0, stdout: `${await headOf()}\n`, stderr: '' });
  });

  it('passes no export whose last line is cut off', async () => {
    const text = await exported();
    for (const length of [text.length - 10, 200]) {
      expect(check(text.slice(0, length))).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringContaining('the last line is cut off'),
      });
    }
  });

  it('stops at the first record that was changed, moved or taken out', async () => {
    const text = await exported();
    const [first = '', second = '', ...rest] = text.split('\n');
    for (const changed of [
      text.replace('kratos.internal', 'kratos.external'),
      [second, first, ...rest].join('\n'),
      [first, ...rest].join('\n'),
    ]) {
      expect(check(changed)).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^line [12] is broken\n/),
      });
    }
  });
});
