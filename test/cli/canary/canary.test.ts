import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { furnish } from '../../actions/every-action.ts';
import { newcomer, openSession } from '../../actions/people.ts';
import { readCatalog } from '../../../src/host/installation.ts';
import { down, enter, openTerminal } from '../terminal.ts';
import { createUser, main, wordsOf, type CallOptions, type User } from '../user.ts';
import { startEchoingKratos, type EchoingKratos, type Manner } from './echoing-kratos.ts';
import { newCanary, newToken } from './new-canary.ts';
import { childrenOf, environmentOf, leaksIn, leaksInFiles, processList } from './traces.ts';

const catalog = await readCatalog();
const names = catalog.map(({ name }) => name);
const aboutFiles = new Set(catalog.filter(({ target }) => target === 'files').map(({ name }) => name));

/**
 * Two secrets, a password that is hashed here and a token that every request carries, through everything that can be done
 * with them, against a server that repeats all it is sent. They, and the hash, may stand nowhere: the environment that an
 * operator set and the encrypted store apart.
 */
describe.each(['environment', 'store'] as const)('a secret from the %s', (source) => {
  const password = newCanary();
  const token = newToken();
  const typed = newCanary();
  let kratos: KratosUnderTest;
  let echo: EchoingKratos;
  let user: User;
  let env: NodeJS.ProcessEnv;
  let said = '';

  const secrets = (): string[] => [password, token, typed, ...echo.hashes];

  async function idp(line: string | readonly string[], options: CallOptions = {}) {
    const ended = await user.call(line, { ...options, env: { ...env, ...options.env } });
    said += `${ended.stdout}\n${ended.stderr}\n`;
    return ended;
  }

  async function done(line: string, stdin = ''): Promise<void> {
    const { exit, stderr } = await idp(line, { stdin });
    if (exit !== 0) throw new Error(stderr);
  }

  /** All that was said and written so far. */
  function leaks(): string[] {
    return [...leaksIn('output', Buffer.from(said), secrets()), ...leaksInFiles(user.home, secrets()).leaks];
  }

  beforeAll(async () => {
    kratos = await startEmbedded();
    echo = await startEchoingKratos(kratos.adminUrl);
    user = createUser();
    env = { XDG_CACHE_HOME: join(user.home, 'cache') };
    if (source === 'environment') {
      Object.assign(env, { IDP_SECRET_NEW__PASSWORD: password, IDP_SECRET_GATEWAY__TOKEN: token });
    } else {
      const keyFile = join(user.home, 'key.txt');
      const key = `--protect key-file --key-file ${keyFile}`;
      await done(`secret add new password#file=- --grant * ${key} --debug`, password);
      await done('secret add gateway token#file=- --grant connect --debug', token);
    }
    const urls = `--admin-url ${echo.url} --public-url ${kratos.publicUrl}`;
    await done(`context add prod ${urls} --bearer-token gateway`);
  });
  afterAll(async () => {
    await echo.close();
    await kratos.close();
    user.leave();
  });

  async function lineOf(action: string): Promise<string> {
    if (action === 'create-admin-account') {
      const { username, email } = newcomer();
      return `run ${action} username=${username} email=${email} password-secret-id=new`;
    }
    if (aboutFiles.has(action)) {
      const people = join(user.home, `${newcomer().username}.jsonl`);
      const { email } = newcomer();
      writeFileSync(people, `${JSON.stringify({ traits: { email } })}\n`);
      return `run ${action} ${people} ${action === 'import-identities' ? 'on-conflict=skip' : ''}`;
    }
    const { id, params } = await furnish(kratos, action);
    const pairs = Object.entries(params).map(([name, value]) => `${name}=${value}`);
    return `run ${action} ${id} ${pairs.join(' ')}`;
  }

  test.each(names)('stands nowhere after %s, dry or real, in any format', async (action) => {
    echo.manner = 'data';
    const line = await lineOf(action);
    const answer = join(user.home, `${action}.out`);
    const results = join(user.home, `${action}.results`);
    const ended = [
      await idp(`${line} --dry-run --debug --format json`),
      await idp(`${line} --dry-run --debug --format yaml -o ${answer}`),
      await idp(`${line} --yes --debug --format json --results ${results}`),
    ];
    expect(ended.map(({ exit, stderr }) => ({ exit, stderr: exit === 0 ? '' : stderr }))).toEqual(
      ended.map(() => ({ exit: 0, stderr: '' })),
    );
    expect([...echo.tokens]).toEqual([token]);
    expect(leaks()).toEqual([]);
  });

  test('was repeated in what an action shows, and is masked there', async () => {
    const { stdout } = await idp(`${await lineOf('get-identity')} --format json`);
    expect(stdout).toContain('[secret]');
    expect(echo.hashes.size).toBeGreaterThan(0);
  });

  test.each<Manner>(['refused', 'failed', 'page', 'elsewhere', 'unauthorised', 'no-http'])(
    'stands in no error of a server whose answer is: %s',
    async (manner) => {
      const lines = await Promise.all(
        ['get-identity', 'disable-identity', 'reset-password', 'create-admin-account'].map(lineOf),
      );
      echo.manner = manner;
      const ended = [];
      for (const line of lines) ended.push(await idp(`${line} --debug --format json`));
      expect(ended.map(({ exit }) => exit === 0)).toEqual(lines.map(() => false));
      expect((await idp('context check --debug --format json')).exit).not.toBe(0);
      expect(leaks()).toEqual([]);
    },
  );

  test('stands nowhere after a check, a run over many, its undoing, and all that looks back', async () => {
    echo.manner = 'data';
    const people = [await furnish(kratos, 'reset-password'), await furnish(kratos, 'reset-password')];
    await openSession(kratos, people[0] as never);
    const list = join(user.home, 'people.txt');
    writeFileSync(list, [...people.map(({ id }) => id), 'nobody@example.com'].join('\n'));
    const results = join(user.home, 'many.jsonl');
    const failed = join(user.home, 'many.failed');
    const over = `--each ${list} --results ${results} --failed ${failed} --yes --debug --format jsonl`;
    expect((await idp(`run reset-password password-secret-id=new ${over}`)).exit).toBe(6);
    const operations = await idp('operations --limit 1000 --format json');
    const [last] = user.recorded('operations').slice(-1);
    for (const line of [
      'context check --debug',
      `run disable-identity ${people[0]?.id} --yes`,
      `show-operation ${String(last?.['id'])} --all`,
      `undo ${String(last?.['id'])} --yes --debug`,
      'audit export --format jsonl',
      'secret list',
      'secret show new',
      'secret show nosuch --debug',
    ]) {
      await idp(line);
    }
    for (const task of user.recorded('tasks')) await idp(`show-task ${String(task['id'])} --format json`);
    expect(operations.stdout).toContain('reset-password');
    expect(leaks()).toEqual([]);
  });

  test('stands nowhere after mistakes: typed in other places, granted to nobody, without a server', async () => {
    echo.manner = 'data';
    const { id } = await furnish(kratos, 'reset-password');
    const wrong = [
      ['run', 'reset-password', id, `password=${password}`],
      ['run', 'reset-password', id, `password-secret-id=${password}`],
      ['run', 'reset-password', id, '--password', password],
      ['context', 'add', 'other', '--admin-url', 'https://x.example', '--bearer-token', token],
      ['context', 'add', 'other', '--admin-url', 'https://x.example', '--header', `X-Key=${token}`],
      ['secret', 'add', 'other', `password=${password}`],
      ['run', 'reset-password', id, 'password-secret-id=gateway'],
      ['run', 'reset-password', id, 'password-secret-id=new', '--admin-url', 'http://127.0.0.1:1'],
      ['run', 'reset-password', 'nobody@example.com', 'password-secret-id=new'],
    ];
    for (const words of wrong) {
      expect((await idp([...words, '--debug', '--format', 'json'])).exit).not.toBe(0);
    }
    expect(leaks()).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'stands in no list of processes while a run is under way, and in no file after %s',
    async (signal) => {
      echo.manner = 'data';
      const line = await lineOf('reset-password');
      echo.manner = 'stall';
      const child = spawn(process.execPath, [main, ...wordsOf(`${line} --debug --format json`)], {
        env: { ...user.env, ...env },
      });
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = new Promise((resolve) => void child.on('close', resolve));
      await echo.stalled();
      const pid = child.pid ?? 0;
      const { words, count } = processList();
      expect(count).toBeGreaterThan(2);
      expect(words.toString()).toContain('reset-password');
      expect(leaksIn('process list', words, secrets())).toEqual([]);
      const started = childrenOf(pid).map(environmentOf);
      if (source === 'store') started.push(environmentOf(pid));
      expect(leaksIn('environment', Buffer.concat(started), secrets())).toEqual([]);
      child.kill(signal);
      await ended;
      await idp('operations');
      expect(leaks()).toEqual([]);
    },
  );

  test('stands nowhere after it was typed at a prompt, nor does what the terminal showed hold it', async () => {
    echo.manner = 'data';
    const { id } = await furnish(kratos, 'reset-password');
    const terminal = openTerminal(user, `run reset-password ${id} --debug`, env);
    const granted = source === 'store' ? ['new'] : ['new', 'gateway'];
    for (const choice of ['none', ...granted.map((name) => `the secret ${name}`), 'another secret']) {
      await terminal.answer(`❯ ${choice}`, down);
    }
    await terminal.answer('❯ a password typed now', enter);
    await terminal.answer('new password:', `${typed}${enter}`);
    await terminal.answer('the same once more:', `${typed}${enter}`);
    expect(await terminal.ended).toBe(0);
    said += terminal.raw() + terminal.shown();
    expect(leaks()).toEqual([]);
  });

  test('was looked for where idp writes', () => {
    const { files } = leaksInFiles(user.home, secrets());
    const folders = ['.config/idp/contexts.yaml', '.local/share/idp/history.db', 'many.jsonl', 'many.failed'];
    if (source === 'store') folders.push('.local/share/idp/secrets/store.age', 'key.txt');
    expect(files).toEqual(expect.arrayContaining(folders));
    expect(files.some((file) => file.startsWith('cache/'))).toBe(true);
    expect(said.length).toBeGreaterThan(50_000);
  });

  test('would be found there', () => {
    writeFileSync(join(user.home, 'planted'), Buffer.from(`x${token}`).toString('base64'));
    expect(leaksInFiles(user.home, secrets()).leaks).toEqual([
      expect.stringMatching(/planted: base64 at 1$/),
    ]);
  });
});
