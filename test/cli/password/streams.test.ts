import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, wordsOf, type User } from '../user.ts';

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const md5 = '$md5$PLTnMmMfR+brlh80VUt83g==';
/** Derived for hours. */
const bomb = '$pbkdf2-sha256$i=2000000000,l=32$c2FsdHNhbHQ$YWJjREVGMTIzNDU2eHl6Nzg5UVJTVGFiY2RlZg\tx\n';

function start(line: string) {
  const child = spawn(process.execPath, [main, ...wordsOf(line)], {
    env: user.env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async (): Promise<string | undefined> => (await answers.next()).value };
}

describe('lines that come and go', () => {
  it('are answered one by one, as soon as each is there', async () => {
    const { child, next } = start('password verify - --format jsonl');
    for (const password of ['correct horse', 'correct house', 'correct horse']) {
      child.stdin.write(`${md5}\t${password}\n`);
      expect(JSON.parse((await next()) ?? '')).toMatchObject({ match: password === 'correct horse' });
    }
    child.stdin.end();
    expect(await next()).toBeUndefined();
    expect(await once(child, 'exit')).toEqual([6, null]);
  });

  it('are answered before the slow one behind them', async () => {
    const { child, next } = start('password verify - --format jsonl');
    child.stdin.write(`${md5}\tcorrect horse\n${bomb}`);
    expect(await next()).toBe('{"match":true,"reason":null}');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it('end with the signal where they are waited for, and so does the one document', async () => {
    const { child, next } = start('password inspect - --format json');
    child.stdin.write(`${md5}\n`);
    const exit = once(child, 'exit');
    let document = '';
    for (let line = await next(); line !== undefined; line = await next()) {
      document += line;
      // The answer follows it, and nothing more while the next line is waited for.
      child.kill('SIGINT');
    }
    expect(await exit).toEqual([130, null]);
    expect(JSON.parse(document)).toMatchObject({
      results: { hashes: [{ line: 1, format: 'md5' }] },
      error: { code: 'aborted', message: 'Interrupted before every line was answered.' },
    });
  });

  it('may be without end, as long as somebody reads the answers', () => {
    const line = `yes "$HASH" | "$0" "$1" password inspect - --format jsonl --quiet | head -n 3`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line, process.execPath, main], {
      env: { ...user.env, HASH: md5 },
      encoding: 'utf8',
    });
    expect({ status, stderr, lines: stdout.split('\n').length }).toEqual({ status: 0, stderr: '', lines: 4 });
  });

  it('may come through a pipe that bash makes', () => {
    const line = `"$0" "$1" password verify --format jsonl --quiet --file <(printf '%s\\tcorrect horse\\n' "$HASH")`;
    const bash = spawnSync('bash', ['-c', line, process.execPath, main], {
      env: { ...user.env, HASH: md5 },
      encoding: 'utf8',
    });
    expect({ status: bash.status, stdout: bash.stdout }).toEqual({
      status: 0,
      stdout: '{"match":true,"reason":null}\n',
    });
  });

  it('are refused of a pipe that nobody writes to, which would be waited for', async () => {
    const pipe = join(user.home, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const { exit, stderr } = await user.call(['password', 'inspect', pipe, '--quiet']);
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr:
        'error: The file that is named cannot be read: it is an empty pipe that nobody writes to.\n' +
        '  Check that it may be read, or pipe it in with -.\n',
    });
  });

  it('may come late through a pipe with a name', async () => {
    const pipe = join(user.home, 'pipe');
    spawnSync('mkfifo', [pipe]);
    // Whoever opens it both ways waits for nobody.
    const writer = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const { child, next } = start(`password inspect ${pipe} --format jsonl`);
    writeSync(writer, `${md5}\n`);
    expect(JSON.parse((await next()) ?? '')).toMatchObject({ format: 'md5' });
    writeSync(writer, md5);
    closeSync(writer);
    expect(JSON.parse((await next()) ?? '')).toMatchObject({ format: 'md5' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
