import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { adaIdentity, answerAda, startFakeKratos } from './fake-kratos.ts';
import { openTerminal } from './terminal.ts';
import { createUser, main, wordsOf, type User } from './user.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

describe('idp', () => {
  it('alone says what it is and the commands that matter', async () => {
    const { exit, stdout, stderr } = await user.run('');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^idp \d+\.\d+\.\d+: actions for the identities of an Ory Kratos\n/);
    for (const command of ['idp actions', 'idp show-action', 'idp run', 'idp context add', 'idp --help']) {
      expect(stdout).toContain(command);
    }
  });

  it.each(['--version', '-V', '--version --quiet'])('%s says its version', async (line) => {
    expect(await user.run(line)).toMatchObject({ exit: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each(['--help', '-h', 'help'])('%s lists every command', async (line) => {
    const { exit, stdout } = await user.run(line);
    expect(exit).toBe(0);
    for (const command of ['run', 'actions', 'show-action', 'context', 'sandbox', 'help']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    for (const alias of ['import', 'validate', 'get']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${alias} +run `, 'm'));
    }
  });

  it.each(['import --help', 'import people.jsonl -h', 'help import', '--quiet import --help'])(
    '%s tells what importing takes',
    async (line) => {
      const { exit, stdout, stderr } = await user.run(line);
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: idp import \[options\] \[files\.\.\.\]\n/);
      expect(stdout).toContain('  on-conflict         string, reject|skip|update|stop, default "reject"\n');
      expect(stdout).toContain('idp run --help');
    },
  );

  it.each([
    ['help run', 'Usage: idp run [options] <action> [words...]'],
    ['context add --help', 'Usage: idp context add [options] <name>'],
    ['run --help', '--confirm <identity-id>'],
  ])('%s describes that command', async (line, shown) => {
    const { exit, stdout } = await user.run(line);
    expect(exit).toBe(0);
    expect(stdout).toContain(shown);
  });
});

describe('what reads the output', () => {
  it('may stop before the end: no complaint, no trace', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" actions --schema | head -1', process.execPath, main],
      {
        env: user.env,
        encoding: 'utf8',
      },
    );
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' });
  });

  it('may be gone altogether: what runs goes on to its end, and its record is closed', async () => {
    const kratos = await startFakeKratos(answerAda);
    const child = spawn(
      process.execPath,
      [main, ...wordsOf(`run delete-identity ada@example.com --yes --debug --admin-url ${kratos.url}`)],
      { env: user.env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stdout.destroy();
    child.stderr.destroy();
    const [exit] = (await once(child, 'exit')) as [number];
    await kratos.close();
    expect(exit).toBe(0);
    expect(kratos.requests).toContain(`DELETE /admin/identities/${adaIdentity.id}`);
    expect(user.recorded('tasks')).toMatchObject([{ status: 'completed', changed: 1 }]);
  });

  it('may be a disk that is full: one sentence, exit 1', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" actions > /dev/full', process.execPath, main],
      {
        env: user.env,
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'error: Standard output cannot be written: ENOSPC: no space left on device, write.\n',
    });
  });
});

describe('colour', () => {
  it('is on a terminal only, and not with NO_COLOR or TERM=dumb', async () => {
    const red = '\u001B[31merror:';
    const colourful = openTerminal(user, 'contxt');
    await colourful.ended;
    expect(colourful.raw()).toContain(red);
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const plain = openTerminal(user, 'contxt', env);
      await plain.ended;
      expect(plain.raw()).toMatch(/^error: /);
    }
    expect((await user.run('contxt')).stderr).toMatch(/^error: /);
  });
});
