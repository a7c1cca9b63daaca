import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, wordsOf, type User } from './user.ts';

// Of the password `hashcat`.
const phpass = '$P$984478476IagS59wHZvyQMArzfx58u.';
const apr1 = '$apr1$71850310$gh9m4xcAn3MGxogwX/ztb.';
// Of the password `correct horse`, as Devise makes it.
const peppered = '$2a$05$eyU0pMymY1r31TABHR3ak.AcojZA7au9BjCw9ooHLyemEd3Y8Q0Bi';

let user: User;
let child: ChildProcess | undefined;
beforeEach(() => (user = createUser()));
afterEach(() => {
  child?.kill('SIGKILL');
  child = undefined;
  user.leave();
});

function file(name: string, lines: readonly string[]): string {
  const path = join(user.home, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

const people = () => file('people.tsv', [`Ada@example.com\t${phpass}`, `bob\t${apr1}`]);
const database = () => join(user.dataFolder, 'password-hook.db');

interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  readonly stderr: () => string;
  ask(identifier: string, password: string, headers?: Record<string, string>): Promise<number>;
}

/** Starts `idp password-hook serve` and resolves when it answers. */
async function serve(options: string, env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const started = spawn(process.execPath, [main, 'password-hook', 'serve', ...wordsOf(options)], {
    env: { ...user.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let stderr = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let stdout = '';
  for await (const chunk of started.stdout.setEncoding('utf8')) {
    stdout += String(chunk);
    if (!stdout.endsWith('\n')) continue;
    const url = stdout.trim();
    return {
      url,
      process: started,
      stderr: () => stderr,
      async ask(identifier, password, headers = { authorization: 'the-key' }) {
        const body = JSON.stringify({ identifier, password });
        return (await fetch(url, { method: 'POST', body, headers })).status;
      },
    };
  }
  throw new Error(`It ended without a URL: ${stderr}`);
}

const withKey = { IDP_SECRET_HOOK__KEY: 'the-key' };

describe('idp password-hook load', () => {
  it('keeps hashes in a private database of this user, and says what is new', async () => {
    const { exit, stdout, stderr } = await user.run(`password-hook load ${people()}`);
    expect({ exit, stdout, stderr }).toEqual({
      exit: 0,
      stdout: '2 identifiers are loaded: 2 new, 0 with another hash, 0 as before; 0 removed.\n',
      stderr: '',
    });
    expect(statSync(database()).mode & 0o777).toBe(0o600);
  });

  it('reads standard input, and answers programs with a document', async () => {
    const stdin = `ada\t${phpass}\nada\t${apr1}\n`;
    const elsewhere = join(user.home, 'other', 'hook.db');
    const { exit, stdout, stderr } = await user.run(
      `password-hook load - --database ${elsewhere} --format json`,
      { stdin },
    );
    expect(JSON.parse(stdout)).toEqual({
      database: elsewhere,
      identifiers: 1,
      added: 1,
      changed: 0,
      unchanged: 0,
      removed: 0,
      repeated: 1,
      lines: 2,
      refused: 0,
    });
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: 'standard input:1: an identifier of it comes again, and the last one counts\n',
    });
    expect(existsSync(database())).toBe(false);
  });

  it('ends with 6 where lines are left out, each told with its place and without its hash', async () => {
    const path = file('some.tsv', [`ada\t${phpass}`, 'bob\t$P$bad-hash', 'carol']);
    const { exit, stdout, stderr } = await user.run(`password-hook load ${path}`);
    expect(exit).toBe(6);
    expect(stdout).toMatch(/^1 identifier is loaded: 1 new/);
    expect(stderr).toBe(
      [
        `${path}:2: a hash of phpass has 34 characters: $P$, its cost, 8 of salt and 22 of digest`,
        `${path}:3: the line is neither a JSON object nor an identifier, a tab and a hash`,
        'error: 2 lines were left out; the others are loaded.',
        '  Mend those lines and load the whole again: who has come over stays so.\n',
      ].join('\n'),
    );
  });

  it('tells of a hundred lines and counts the rest', async () => {
    const path = file('many.tsv', [`ada\t${phpass}`, ...Array.from({ length: 150 }, () => 'bad')]);
    const { stderr } = await user.call(`password-hook load ${path}`);
    expect(stderr.match(/:\d+: /g)).toHaveLength(100);
    expect(stderr).toContain('\n… and 50 more lines\nerror: 150 lines were left out');
  });

  it.each([
    ['that is not there', () => join(user.home, 'none'), /none cannot be read: there is no such file/],
    ['that is empty', () => file('empty', []), /empty cannot be read: it is empty/],
    ['without a usable line', () => file('bad', ['bad']), /No line of the files holds a hash/],
  ])('is refused for a file %s, and nothing is changed', async (_what, path, sentence) => {
    await user.call(`password-hook load ${people()}`);
    const { exit, stderr } = await user.call(`password-hook load ${path()}`);
    expect(stderr).toMatch(sentence);
    expect(exit).toBe(2);
    expect((await user.call('password-hook status')).stdout).toMatch(/^all +2 /m);
  });
});

describe('idp password-hook load, when it is ended on the way', () => {
  it.each([
    ['SIGINT', 130, /\nerror: Interrupted while files were loaded\.\n {2}Nothing was changed/],
    ['SIGKILL', null, /1: the line is neither .*\n$/],
  ] as const)('by %s leaves what was there, and can be done again', async (signal, exit, said) => {
    await user.call(`password-hook load ${people()}`);
    const loading = spawn(process.execPath, [main, 'password-hook', 'load', '-'], {
      env: user.env,
      stdio: 'pipe',
    });
    child = loading;
    loading.stdin.write(`bad\ndora\t${apr1}\n`);
    let stderr = '';
    const ended = once(loading, 'close');
    for await (const text of loading.stderr.setEncoding('utf8')) {
      stderr += String(text);
      // A second signal would end it without a word.
      if (!loading.killed && stderr.includes('standard input:1:')) loading.kill(signal);
    }
    expect((await ended)[0]).toBe(exit);
    expect(stderr).toMatch(said);
    expect((await user.call('password-hook status')).stdout).toMatch(/^all +2 +0 +2 /m);
    expect((await user.call(`password-hook load ${people()}`)).stdout).toContain('2 as before; 0 removed');
  });
});

describe('idp password-hook serve', () => {
  beforeEach(async () => {
    await user.call(`password-hook load ${people()}`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers who has the key, and ends by %s with 0',
    async (signal) => {
      const hook = await serve('--port 0 --key-secret-id hook', withKey);
      expect(await hook.ask(' ADA@Example.com', 'hashcat')).toBe(200);
      expect(await hook.ask('ada@example.com', 'wrong')).toBe(403);
      expect(await hook.ask('ada@example.com', 'hashcat', {})).toBe(401);
      hook.process.kill(signal);
      expect(await once(hook.process, 'exit')).toEqual([0, null]);
      expect(hook.stderr()).toMatch(
        /^\S+ 200 migrated phpass \d+ ms \(1 of 2 have come over\)\n\S+ 403 mismatch phpass \d+ ms\n\S+ 401 without the shared key \d+ ms\n$/,
      );
    },
  );

  it.each([
    ['--key-secret-id hook', 'idp secret add hook key --grant password-hook'],
    ['--no-key --pepper-secret-id old#salt', 'idp secret add old salt --grant password-hook'],
  ])('tells with %s how a secret that is not there is stored', async (options, way) => {
    const ended = await user.run(`password-hook serve --port 0 ${options}`);
    expect(ended.exit).toBe(3);
    expect(ended.stderr).toContain(way);
  });

  it('takes the key from the secret store, where it is granted to it', async () => {
    const env = { IDP_SECRETS_PASSPHRASE: 'correct horse battery staple' };
    const add = (line: string, stdin: string) => user.run(`secret add ${line}`, { env, stdin });
    await add('hook key#file=- --protect passphrase', 'the-key\n');
    const refused = await user.run('password-hook serve --port 0 --key-secret-id hook', { env });
    expect(refused.stderr).toContain('idp secret grant hook password-hook');
    expect(refused.exit).toBe(4);
    await user.run('secret grant hook password-hook', { env });
    const hook = await serve('--port 0 --key-secret-id secret:hook', env);
    expect(await hook.ask('bob', 'hashcat')).toBe(200);
  });

  it('loads the files that are named first', async () => {
    const path = file('others.tsv', [`dora\t${apr1}`, 'bad']);
    const hook = await serve(`${path} --port 0 --key-secret-id hook`, withKey);
    expect(await hook.ask('dora', 'hashcat')).toBe(200);
    expect(await hook.ask('bob', 'hashcat')).toBe(403);
    expect(hook.stderr()).toContain(`${path}:2: the line is neither`);
  });

  it('goes on with what is loaded meanwhile', async () => {
    const hook = await serve('--port 0 --key-secret-id hook', withKey);
    expect(await hook.ask('dora', 'hashcat')).toBe(403);
    const path = file('others.tsv', [`ada@example.com\t${phpass}`, `dora\t${apr1}`]);
    expect(await hook.ask('ada@example.com', 'hashcat')).toBe(200);
    expect((await user.run(`password-hook load ${path}`)).exit).toBe(0);
    expect(await hook.ask('dora', 'hashcat')).toBe(200);
    expect((await user.call('password-hook status')).stdout).toBe(
      [
        'Kind    Identifiers  Migrated  Left  Asked again',
        'apr1              1         1     0            0',
        'phpass            1         1     0            0',
        'all               2         2     0            0',
        'Of 2 people, 2 have come over and 0 are left.\n',
      ].join('\n'),
    );
  });

  it('writes a JSON object for each answer, or nothing', async () => {
    const hook = await serve('--port 0 --no-key --format jsonl');
    await hook.ask('bob', 'hashcat');
    hook.process.kill();
    await once(hook.process, 'exit');
    const [warning, line = ''] = hook.stderr().trimEnd().split('\n');
    expect(warning).toBe('warning: without a key, everybody on this machine can try passwords here.');
    expect(JSON.parse(line)).toMatchObject({
      status: 200,
      outcome: 'migrated',
      kind: 'apr1',
      migrated: 1,
      total: 2,
    });
    const quiet = await serve('--port 0 --key-secret-id hook --quiet', withKey);
    await quiet.ask('bob', 'hashcat');
    quiet.process.kill();
    await once(quiet.process, 'exit');
    expect(quiet.stderr()).toBe('');
  });

  it('knows the pepper of peppered hashes, and does not start without it', async () => {
    const path = file('peppered.jsonl', [
      JSON.stringify({ identifier: 'ada', kind: 'peppered-bcrypt', hash: peppered }),
    ]);
    const refused = await user.call(`password-hook serve ${path} --port 0 --no-key`);
    expect(refused.stderr).toMatch(
      /^error: 1 of the hashes are peppered, and match nothing without their pepper\./,
    );
    expect(refused.exit).toBe(2);
    const hook = await serve('--port 0 --no-key --pepper-secret-id old-system', {
      IDP_SECRET_OLD_SYSTEM__PEPPER: 'd9f8b1c4e7a2'.repeat(4),
    });
    expect(await hook.ask('ada', 'correct horse')).toBe(200);
  });

  it.each([
    ['', 'Without a key everybody who reaches the server could try passwords: give --key-secret-id.'],
    ['--no-key --key-secret-id hook', 'Give either --key-secret-id or --no-key, not both.'],
    ['--no-key --host 0.0.0.0', '--no-key goes with a --host of loopback only, such as 127.0.0.1.'],
    ['--no-key --port 70000', '--port must be a whole number from 0 to 65535.'],
    ['--no-key --limit-each x', '--limit-each must be a whole number from 0 to 1000000.'],
    ['--no-key --at-once 0', '--at-once must be a whole number from 1 to 1000.'],
    ['--key-secret-id hook --key-header a:b', '--key-header is not the name of a header.'],
    [
      '--key-secret-id eyJhbGciOiJIUzI1NiJ9.e30.AbCdEfGhIjKlMnOp',
      '--key-secret-id is not the name of a secret.',
    ],
    ['--no-key --database none.db', 'There are no hashes in none.db: it is not there.'],
  ])('%s is a usage error', async (options, message) => {
    const { exit, stderr, stdout } = await user.call(`password-hook serve ${options}`, { env: withKey });
    expect(stderr).toContain(`error: ${message}\n`);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });

  it.each([
    [
      'no such key',
      { IDP_SECRET_HOOK__OTHER: 'x' },
      3,
      '--key-secret-id refers to key of the secret hook, which is not there.',
    ],
    [
      'an empty key',
      { IDP_SECRET_HOOK__KEY: '\n' },
      3,
      '--key-secret-id refers to key of the secret hook, which is empty.',
    ],
    [
      'a key of two lines',
      { IDP_SECRET_HOOK__KEY: 'a\nb' },
      2,
      'The key that --key-secret-id refers to holds what no header can carry.',
    ],
  ])('does not start with %s', async (_what, env, exit, message) => {
    const ended = await user.call('password-hook serve --port 0 --key-secret-id hook', { env });
    expect(ended.stderr).toContain(`error: ${message}\n`);
    expect(ended.exit).toBe(exit);
  });

  it('says in a sentence that its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exit, stderr } = await user.call(`password-hook serve --no-key --port ${port}`);
    taken.close();
    expect(stderr).toMatch(`error: Port ${port} of 127.0.0.1 is taken.\n`);
    expect(exit).toBe(2);
  });
});

describe('idp password-hook status', () => {
  it('counts by kind, for programs too', async () => {
    await user.call(`password-hook load ${people()}`);
    const { exit, stdout } = await user.call('password-hook status --format json');
    const one = { total: 1, migrated: 0, left: 1, 'asked-again': 0 };
    expect(JSON.parse(stdout)).toEqual({
      database: database(),
      total: 2,
      migrated: 0,
      left: 2,
      'asked-again': 0,
      people: { total: 2, migrated: 0, left: 2 },
      kinds: { apr1: one, phpass: one },
    });
    expect(exit).toBe(0);
  });

  it('counts people, who may have several identifiers', async () => {
    const ada = JSON.stringify({ identifiers: ['ada', 'ada@example.com'], hash: phpass });
    await user.call(`password-hook load ${file('people.jsonl', [ada, `dora\t${apr1}`])}`);
    const { stdout } = await user.call('password-hook status');
    expect(stdout).toMatch(/^all +3 +0 +3 +0$/m);
    expect(stdout).toContain('Of 2 people, 0 have come over and 2 are left.');
  });

  it('makes no database where there is none', async () => {
    const { exit, stderr } = await user.call('password-hook status');
    expect(stderr).toMatch(/^error: There are no hashes in .*password-hook\.db: it is not there\./);
    expect(exit).toBe(2);
    expect(existsSync(database())).toBe(false);
  });

  it('says in a sentence that a database is none', async () => {
    const path = file('no.db', ['this is no database, though it is a file of some length']);
    const { exit, stderr } = await user.call(`password-hook status --database ${path}`);
    expect(stderr).toMatch(/^error: The database .*no\.db cannot be used: file is not a database\./);
    expect(exit).toBe(1);
  });
});
